/// \file
/// PaymentNotice: what a payment service sent, as it came, and what became of it.
#pragma once

#include "modules/giving/payments/payment_order.hpp"
#include "payments/notice.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class NoticeOutcome : std::uint8_t {
    booked, ///< became a gift by itself
    waiting, ///< true, but not what was asked for: an officer decides
    repeated, ///< of a payment that is booked already
    not_paid, ///< tells of something else than a payment
    refused, ///< not known to be true; nothing in it was believed
    settled, ///< an officer booked it
    dismissed, ///< an officer decided that it becomes no gift
};

/// Why a notice did not become a gift by itself. From missing_header on as payments::Refusal.
enum class NoticeReason : std::uint8_t {
    none,
    unknown_order,
    other_service,
    order_paid,
    order_closed,
    wrong_amount,
    in_the_book,
    not_bookable,
    missing_header,
    stale,
    test_signature,
    unknown_key,
    wrong_signature,
    unreadable,
    wrong_seal,
    unknown_algorithm,
    unknown_merchant,
};

/// The reason that stands for a refusal.
[[nodiscard]] NoticeReason reason_of(payments::Refusal refusal);

struct PaymentNotice {
    PaymentService service = PaymentService::wechat;
    std::string notice_number; ///< the same when the notice is sent again; empty when refused
    std::string transaction_number;
    std::string order_number;
    Money amount;
    std::optional<Instant> paid_at;
    std::string trade_state;
    std::string merchant;
    std::string app;
    std::string verified_by; ///< the key's serial, or the way of signing; empty when refused
    NoticeOutcome outcome = NoticeOutcome::waiting;
    NoticeReason reason = NoticeReason::none;
    std::string detail; ///< what the book said when it took no gift
    std::string headers; ///< those of the signature, as they came
    std::string body; ///< as it came; in base 64 behind "base64:" when it is no text
    Id payment_order;
    Id gift;
};

extern const record::RecordType payment_notice_type;

/// The input of take_notice: the program's own, with all the fields of the record.
[[nodiscard]] std::span<const record::FieldSpec> payment_notice_fields();

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_notice_outcomes[] = {
    { "booked", { "已入账", "Recorded" }, Tone::good },
    { "waiting", { "待核对", "Waiting" }, Tone::wait },
    { "repeated", { "重复通知", "Repeated" }, Tone::quiet },
    { "not_paid", { "未支付", "Not paid" }, Tone::quiet },
    { "refused", { "已拒绝", "Refused" }, Tone::bad },
    { "settled", { "人工入账", "Booked by an officer" }, Tone::good },
    { "dismissed", { "不予入账", "Dismissed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::NoticeOutcome> {
    giving_notice_outcomes
};

inline constexpr Choice giving_notice_reasons[] = {
    { "none", { "无", "None" } },
    { "unknown_order", { "没有这个订单", "Unknown order" } },
    { "other_service", { "订单属于另一支付服务", "Order of another service" } },
    { "order_paid", { "订单已付款", "Order is paid already" } },
    { "order_closed", { "订单已关闭", "Order is closed" } },
    { "wrong_amount", { "金额与订单不符", "Wrong amount" } },
    { "in_the_book", { "交易单号已在账本中", "Reference is in the book already" } },
    { "not_bookable", { "账本未接受", "The book did not take it" } },
    { "missing_header", { "缺少签名或请求头", "Signature or header missing" } },
    { "stale", { "时间戳超出五分钟", "Older than five minutes" } },
    { "test_signature", { "签名探测", "Test signature" } },
    { "unknown_key", { "未知的密钥或应用", "Unknown key or application" } },
    { "wrong_signature", { "签名不符", "Wrong signature" } },
    { "unreadable", { "格式无法读取", "Unreadable" } },
    { "wrong_seal", { "无法解密（APIv3 密钥不符）", "Sealed with another APIv3 key" } },
    { "unknown_algorithm", { "不支持的算法或币种", "Unknown algorithm or currency" } },
    { "unknown_merchant", { "不是本单位的商户", "Unknown merchant" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::NoticeReason> { giving_notice_reasons };

} // namespace boai::record
