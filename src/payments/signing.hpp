/// \file
/// Payment notices as the services write them: for the simulator and for tests.
#pragma once

#include "payments/alipay_notice.hpp"
#include "payments/rsa.hpp"
#include "payments/wechat_notice.hpp"

#include <string>
#include <utility>
#include <vector>

namespace boai::payments {

/// One notice as it goes over the wire.
struct SignedNotice {
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;
};

/// Who signs WeChat Pay's notices, and with what they are sealed.
struct WechatSigner {
    std::string serial; ///< the id under which the receiver holds the key
    RsaPrivateKey key;
    ApiKey api_key;
};

/// The whole notice of a payment that succeeded, or stands as `payment.state` says when it did
/// not. `nonce` has 12 bytes.
[[nodiscard]] SignedNotice sign_wechat_notice(
    const WechatSigner& signer, const Payment& payment, std::string_view nonce, Instant now
);

/// The headers over any body, for notices that are wrong on purpose.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> sign_wechat_body(
    const WechatSigner& signer, std::string_view body, std::string_view nonce, Instant now
);

/// The parameters of a notice without a signature.
[[nodiscard]] AlipayForm alipay_form(const Payment& payment, Instant now);

/// The body of a form signed in one of the ways.
[[nodiscard]] SignedNotice
sign_alipay_form(const RsaPrivateKey& key, AlipayForm form, const AlipayWay& way = {});

/// What wechat_signed_text and open_wechat_notice ask for, from headers by name.
[[nodiscard]] WechatHeaders
wechat_headers(const std::vector<std::pair<std::string, std::string>>& headers);

} // namespace boai::payments
