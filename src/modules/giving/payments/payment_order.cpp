#include "modules/giving/payments/payment_order.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&PaymentOrder::number>(TextField { .label = { "订单号", "Order number" },
                                             .max_length = 32,
                                             .required = true,
                                             .in_list = true,
                                             .search = true }),
    field<&PaymentOrder::service>(PlainField { .label = { "支付服务", "Payment service" },
                                               .in_list = true }),
    field<&PaymentOrder::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                               .min = 1,
                                               .max = amount_fen_max,
                                               .required = true,
                                               .in_list = true }),
    field<&PaymentOrder::campaign>(ReferenceField {
        .label = { "募捐活动", "Campaign" }, .to = "giving.campaign", .in_list = true }),
    field<&PaymentOrder::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" }, .to = "giving.purpose", .in_list = true }),
    field<&PaymentOrder::donor_kind>(PlainField { .label = { "捐赠人类型", "Donor kind" } }),
    field<&PaymentOrder::donor_name>(TextField { .label = { "捐赠人", "Donor" },
                                                 .max_length = donor_name_length_max,
                                                 .in_list = true,
                                                 .privacy = Privacy::personal,
                                                 .mask = mask_order_name }),
    field<&PaymentOrder::publish_name>(PlainField {
        .label = { "同意公示全名", "Full name may be shown" } }),
    field<&PaymentOrder::name_consent_on>(PlainField {
        .label = { "同意公示日期", "Consent to the name given on" }, .read_only = true }),
    field<&PaymentOrder::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&PaymentOrder::pay_until>(PlainField { .label = { "付款期限", "Pay until" },
                                                 .read_only = true }),
    field<&PaymentOrder::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&PaymentOrder::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .read_only = true, .in_list = true }),
};

constexpr record::Key keys[] = {
    { .columns = "number", .unique = true },
    { .columns = "pay_until, id", .where = "state = 'open'" },
};

constexpr record::RecordType declared = record::of<PaymentOrder>({
    .name = "giving.payment_order",
    .title = { "支付订单", "Payment order" },
    .fields = fields,
    .permissions = { .read = "giving.payment_order.read",
                     .reveal = "giving.payment_order.reveal",
                     .created_by_command = true },
    .label_field = "number",
    .keys = keys,
});
static_assert(record::consistent<PaymentOrder>(declared));

} // namespace

constinit const record::RecordType payment_order_type = declared;

std::string mask_order_name(const void* record, std::string_view name) {
    const auto& order = *static_cast<const PaymentOrder*>(record);
    const Gift gift { .donor_kind = order.donor_kind };
    return mask_donor_name(&gift, name);
}

} // namespace boai::giving
