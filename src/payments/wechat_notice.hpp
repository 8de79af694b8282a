/// \file
/// Notices of WeChat Pay APIv3: checking the signature, opening the sealed resource, reading the
/// payment. Pure: no clock, no store.
/// Source: pay.weixin.qq.com, "APIv3: signature verification" and "payment notice"; the constants
/// as in the official Go and Java libraries.
#pragma once

#include "payments/notice.hpp"
#include "payments/resource_seal.hpp"
#include "payments/rsa.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::payments {

/// From this many seconds on, before or after, a notice is too old or too early.
inline constexpr std::int64_t wechat_window_s = 300;

/// One merchant account, with what checks and opens its notices.
struct WechatMerchant {
    std::string merchant; ///< mchid
    std::string app; ///< appid
    ApiKey api_key;
    /// By serial of the platform's certificate, in upper case, or id of its public key
    /// ("PUB_KEY_ID_..."). While an account moves from one to the other, notices come signed with
    /// either, so both are held.
    std::map<std::string, RsaPublicKey, std::less<>> keys;
};

/// The headers of one notice; empty when absent.
struct WechatHeaders {
    std::string_view timestamp; ///< Wechatpay-Timestamp, seconds since 1970
    std::string_view nonce; ///< Wechatpay-Nonce
    std::string_view signature; ///< Wechatpay-Signature, base 64
    std::string_view serial; ///< Wechatpay-Serial
    std::string_view signature_type; ///< Wechatpay-Signature-Type; may be absent
};

/// The text that is signed: timestamp, nonce and the raw body, each followed by a line feed.
[[nodiscard]] std::string wechat_signed_text(const WechatHeaders& headers, std::string_view body);

/// The JSON of a notice before its resource is opened.
struct WechatEnvelope {
    std::string id;
    std::string algorithm;
    std::string nonce;
    std::string associated_data;
    std::string ciphertext; ///< raw bytes
};

/// Errors: unreadable.
[[nodiscard]] Opened<WechatEnvelope> read_wechat_envelope(std::string_view body);

/// The JSON inside the resource. Errors: unreadable; unknown_algorithm for another currency.
[[nodiscard]] Opened<Payment> read_wechat_transaction(std::string_view json);

/// A notice from its bytes to its payment; the merchant and app it is for are checked too.
/// Threads: any.
[[nodiscard]] Opened<Payment> open_wechat_notice(
    std::span<const WechatMerchant* const> merchants,
    const WechatHeaders& headers,
    std::string_view body,
    Instant now
);

} // namespace boai::payments
