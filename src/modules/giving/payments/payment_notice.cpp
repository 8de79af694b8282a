#include "modules/giving/payments/payment_notice.hpp"

#include "base/limits.hpp"
#include "modules/giving/limits.hpp"
#include "record/hide.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr std::uint32_t number_length_max = 64;
/// A body in base 64 takes four thirds of its bytes.
constexpr std::uint32_t body_length_max = limits::payment_notice_bytes_max * 4 / 3 + 16;

constexpr record::FieldSpec fields[] = {
    field<&PaymentNotice::service>(PlainField { .label = { "支付服务", "Payment service" },
                                                .in_list = true }),
    field<&PaymentNotice::notice_number>(TextField { .label = { "通知编号", "Notice number" },
                                                     .max_length = number_length_max }),
    field<&PaymentNotice::transaction_number>(TextField { .label = { "交易单号", "Reference" },
                                                          .max_length = number_length_max,
                                                          .in_list = true,
                                                          .search = true }),
    field<&PaymentNotice::order_number>(TextField { .label = { "订单号", "Order number" },
                                                    .max_length = number_length_max,
                                                    .in_list = true,
                                                    .search = true }),
    field<&PaymentNotice::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                                .min = 0,
                                                .max = amount_fen_max,
                                                .in_list = true }),
    field<&PaymentNotice::paid_at>(PlainField { .label = { "付款时间", "Paid at" } }),
    field<&PaymentNotice::trade_state>(TextField { .label = { "交易状态", "Trade state" },
                                                   .max_length = number_length_max }),
    field<&PaymentNotice::merchant>(TextField { .label = { "商户号", "Merchant" },
                                                .max_length = number_length_max }),
    field<&PaymentNotice::app>(TextField { .label = { "应用号", "Application" },
                                           .max_length = number_length_max }),
    field<&PaymentNotice::verified_by>(TextField { .label = { "验签方式", "Verified by" },
                                                   .max_length = number_length_max }),
    field<&PaymentNotice::outcome>(PlainField {
        .label = { "结果", "Outcome" }, .read_only = true, .in_list = true }),
    field<&PaymentNotice::reason>(PlainField {
        .label = { "未自动入账的原因", "Reason not booked" }, .read_only = true, .in_list = true }),
    field<&PaymentNotice::detail>(TextField {
        .label = { "账本的说明", "What the book said" }, .max_length = 500, .read_only = true }),
    field<&PaymentNotice::headers>(TextField { .label
                                               = { "签名请求头", "Headers of the signature" },
                                               .max_length = limits::header_bytes_max,
                                               .multiline = true,
                                               .privacy = Privacy::personal,
                                               .mask = record::hide }),
    field<&PaymentNotice::body>(TextField { .label = { "通知原文", "Notice as it came" },
                                            .max_length = body_length_max,
                                            .multiline = true,
                                            .privacy = Privacy::personal,
                                            .mask = record::hide }),
    field<&PaymentNotice::payment_order>(ReferenceField { .label = { "支付订单", "Payment order" },
                                                          .to = "giving.payment_order",
                                                          .read_only = true }),
    field<&PaymentNotice::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .read_only = true, .in_list = true }),
};

constexpr record::Key keys[] = {
    { .columns = "service, notice_number", .unique = true, .where = "notice_number <> ''" },
    { .columns = "service, transaction_number",
      .unique = true,
      .where = "outcome IN ('booked', 'settled')" },
    { .columns = "outcome, id" },
};

constexpr record::RecordType declared = record::of<PaymentNotice>({
    .name = "giving.payment_notice",
    .title = { "支付通知", "Payment notice" },
    .fields = fields,
    .permissions = { .read = "giving.payment_notice.read",
                     .reveal = "giving.payment_notice.reveal",
                     .created_by_command = true },
    .keys = keys,
});
static_assert(record::consistent<PaymentNotice>(declared));

} // namespace

constinit const record::RecordType payment_notice_type = declared;

std::span<const record::FieldSpec> payment_notice_fields() {
    return fields;
}

NoticeReason reason_of(payments::Refusal refusal) {
    const auto first = static_cast<int>(NoticeReason::missing_header);
    return static_cast<NoticeReason>(first + static_cast<int>(refusal));
}

} // namespace boai::giving
