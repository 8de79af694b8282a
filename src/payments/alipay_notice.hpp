/// \file
/// Asynchronous notices of Alipay: checking the RSA2 signature in each of the ways that its own
/// libraries sign, and reading the payment. Pure: no clock, no store.
/// Source: opendocs.alipay.com, "asynchronous notice"; the four edge cases as the public libraries
/// differ in them (rsaCheckV1 and rsaCheckV2 of the PHP library, and those of others).
#pragma once

#include "payments/notice.hpp"
#include "payments/rsa.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::payments {

/// One account: the application and the seller whose notices are taken.
struct AlipayMerchant {
    std::string app; ///< app_id
    std::string merchant; ///< seller_id, "2088..."
    RsaPublicKey key; ///< Alipay's, never the society's own
};

/// The parameters of a notice, each name once; values as bytes in the notice's own charset, as
/// which they were signed.
using AlipayForm = std::vector<std::pair<std::string, std::string>>;

/// Reads a form body. Errors: unreadable when a name comes twice or the encoding is broken.
[[nodiscard]] Opened<AlipayForm> read_alipay_form(std::string_view body);
/// The value of a parameter; empty when absent.
[[nodiscard]] std::string_view value_in(const AlipayForm& form, std::string_view name);

/// One way of putting the signed text together. The first, with nothing set, is the documented
/// one: all parameters but sign and sign_type.
struct AlipayWay {
    bool without_empty = false; ///< parameters without a value are left out
    bool without_at = false; ///< values that begin with '@' are left out
    bool without_certificate = false; ///< alipay_cert_sn is left out
    bool with_sign_type = false; ///< sign_type is signed too (rsaCheckV2)

    /// "rsa2", with "-empty", "-at", "-cert_sn", "+sign_type" for what is set.
    [[nodiscard]] std::string name() const;
    /// Whether this parameter is signed.
    [[nodiscard]] bool covers(std::string_view name, std::string_view value) const;
};

/// All ways in the order they are tried: the documented one first, sign_type kept last.
inline constexpr std::size_t alipay_ways = 16;
[[nodiscard]] AlipayWay alipay_way(std::size_t number);

/// The text that is signed: the covered parameters sorted by name, "k=v" joined by '&'.
[[nodiscard]] std::string alipay_signed_text(const AlipayForm& form, const AlipayWay& way);

/// The first way by which the form is signed with this key. Errors: wrong_signature,
/// unknown_algorithm, missing_header without a signature.
[[nodiscard]] Opened<AlipayWay> check_alipay(const AlipayForm& form, const RsaPublicKey& key);

/// The payment in a form. What stands in parameters that `way` does not cover is not read.
/// Errors: unreadable.
[[nodiscard]] Opened<Payment> read_alipay_payment(const AlipayForm& form, const AlipayWay& way);

/// A notice from its bytes to its payment; app and seller are checked too. Threads: any.
[[nodiscard]] Opened<Payment>
open_alipay_notice(std::span<const AlipayMerchant* const> merchants, std::string_view body);

} // namespace boai::payments
