/// \file
/// What a payment notice says once it is known to be true, and why one is refused.
#pragma once

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::payments {

/// Whose notices these are; the words stand in records and configuration.
enum class Service : std::uint8_t { wechat, alipay };

/// "wechat" or "alipay".
[[nodiscard]] std::string_view name_of(Service service);

/// Why a notice is not believed. Nothing in one that is refused may be acted on.
enum class Refusal : std::uint8_t {
    missing_header, ///< a header of the signature is not there or no number
    stale, ///< signed too long ago, or in the future
    test_signature, ///< the service tests whether signatures are checked
    unknown_key, ///< signed with a key that is not at hand
    wrong_signature, ///< another key, or something was changed
    unreadable, ///< not in the form the service writes
    wrong_seal, ///< signed well, but sealed with another APIv3 key
    unknown_algorithm, ///< signed or sealed in a way that is not taken
    unknown_merchant, ///< of an account that is not the society's
};

/// The word of a refusal as it stands in records, such as "wrong_signature".
[[nodiscard]] std::string_view name_of(Refusal refusal);

template <class T>
using Opened = std::expected<T, Refusal>;

/// One payment as the service tells of it.
struct Payment {
    std::string notice; ///< the notice's own number: the same when it is sent again
    std::string transaction; ///< the service's number of the payment
    std::string order; ///< the society's number (out_trade_no)
    std::string merchant; ///< mchid or seller_id
    std::string app; ///< appid or app_id
    Money amount;
    Instant paid_at;
    bool succeeded = false; ///< the money is there; else the notice tells of something else
    std::string state; ///< as the service writes it, such as "SUCCESS" or "TRADE_CLOSED"
    std::string verified_by; ///< which key, and for Alipay which way of signing
};

/// Reads "2018-06-08T10:34:56+08:00", also with Z or parts of a second. Source: RFC 3339.
[[nodiscard]] Opened<Instant> read_moment(std::string_view text);
/// Reads "2015-04-27 15:45:57" on the wall in China.
[[nodiscard]] Opened<Instant> read_wall_time(std::string_view text);
/// Writes what read_moment reads, on the wall in China.
[[nodiscard]] std::string moment_text(Instant at);

/// Whether a number of a payment or an order is one: 1 to 64 letters, digits, "_", "-", "|", "*".
[[nodiscard]] bool is_number(std::string_view text);

} // namespace boai::payments
