/// \file
/// PaymentOrder: a gift that somebody began to give by the public page and has still to pay.
#pragma once

#include "modules/giving/gift.hpp"
#include "payments/notice.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

using PaymentService = payments::Service;
enum class OrderState : std::uint8_t { open, paid, expired, closed };

/// How long an order waits to be paid, in minutes. A payment that comes later is still booked: the
/// money is there.
inline constexpr std::int64_t order_minutes = 120;
/// How long after that an unpaid order keeps its donor's name, in days: services tell of a payment
/// for one day and two hours at most. A payment that comes even later becomes an anonymous gift.
inline constexpr std::int64_t order_name_days = 3;

struct PaymentOrder {
    std::string number; ///< the society's own (out_trade_no): random, so that nobody can guess it
    PaymentService service = PaymentService::wechat;
    Money amount;
    Id campaign;
    Id purpose; ///< none for unrestricted
    DonorKind donor_kind = DonorKind::anonymous;
    std::string donor_name; ///< as the donor typed it
    bool publish_name = false;
    std::optional<Day> name_consent_on; ///< the day of that consent
    Id channel; ///< of the account that takes the payment
    Instant pay_until;
    OrderState state = OrderState::open;
    Id gift; ///< that the payment became
};

extern const record::RecordType payment_order_type;

/// The donor's name as officers see it in lists; `record` is a PaymentOrder.
[[nodiscard]] std::string mask_order_name(const void* record, std::string_view name);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_payment_services[] = {
    { "wechat", { "微信支付", "WeChat Pay" } },
    { "alipay", { "支付宝", "Alipay" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::PaymentService> {
    giving_payment_services
};

inline constexpr Choice giving_order_states[] = {
    { "open", { "待付款", "Open" }, Tone::wait },
    { "paid", { "已付款", "Paid" }, Tone::good },
    { "expired", { "已过期", "Expired" }, Tone::quiet },
    { "closed", { "已关闭", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::OrderState> { giving_order_states };

} // namespace boai::record
