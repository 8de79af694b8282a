/// \file
/// Payment: money asked for from a fund, approved by a second person, paid, and proved.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::spending {

enum class Category : std::uint8_t { programme, management, fundraising };
enum class Method : std::uint8_t { bank, cash };
enum class PaymentState : std::uint8_t { requested, approved, rejected, paid, proved, returned };

/// Source: 红十字会法 article 21 and 慈善法 article 56: only for what the donor intended.
struct Payment {
    Id purpose; ///< the fund; none for the unrestricted one
    std::string title; ///< what for; shown to donors, so without personal values
    Category category = Category::programme;
    Money amount;
    Method method = Method::bank;
    std::string payee;
    std::string note;
    PaymentState state = PaymentState::requested;
    std::optional<Day> paid_on;
    Money returned; ///< of it, came back
    std::string proof; ///< the number of the slip or voucher
    std::optional<std::int64_t> entry; ///< its index in the branch's log, from 0
    std::int64_t position = 0; ///< where it begins on the axis of its fund, in fen
    Id first_approver; ///< of two, where the amount is beyond the limit of one
};

extern const record::RecordType payment_type;

/// Money of a payment that came back.
struct PaymentReturn {
    Id payment;
    Money amount;
    Day day;
    std::string reason;
    std::optional<std::int64_t> entry;
};

extern const record::RecordType payment_return_type;

/// The names of values that are not shown here.
[[nodiscard]] std::string hide_value(const void* record, std::string_view value);

} // namespace boai::spending

namespace boai::record {

inline constexpr Choice spending_categories[] = {
    { "programme", { "业务活动", "Programme" } },
    { "management", { "管理", "Management" } },
    { "fundraising", { "筹资", "Fundraising" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<spending::Category> { spending_categories };

inline constexpr Choice spending_methods[] = {
    { "bank", { "银行转账", "Bank transfer" } },
    { "cash", { "现金", "Cash" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<spending::Method> { spending_methods };

inline constexpr Choice spending_payment_states[] = {
    { "requested", { "待审批", "Requested" }, Tone::wait },
    { "approved", { "已批准", "Approved" }, Tone::wait },
    { "rejected", { "已驳回", "Rejected" }, Tone::quiet },
    { "paid", { "已支付", "Paid" }, Tone::wait },
    { "proved", { "已凭证", "Proved" }, Tone::good },
    { "returned", { "已退回", "Returned" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<spending::PaymentState> {
    spending_payment_states
};

} // namespace boai::record
