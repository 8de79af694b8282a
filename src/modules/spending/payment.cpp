#include "modules/spending/payment.hpp"

#include "modules/spending/limits.hpp"

namespace boai::spending {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Payment::purpose>(ReferenceField { .label = { "定向用途", "Purpose" },
                                              .to = "giving.purpose",
                                              .in_list = true,
                                              .privacy = Privacy::open }),
    field<&Payment::title>(TextField {
        .label = { "事由", "What for" },
        .help = { "会向捐赠人公开，不写个人信息", "Shown to donors: no personal values" },
        .max_length = title_length_max,
        .required = true,
        .in_list = true,
        .search = true,
        .privacy = Privacy::open }),
    field<&Payment::category>(PlainField {
        .label = { "支出类别", "Category" }, .in_list = true, .privacy = Privacy::open }),
    field<&Payment::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                          .min = 1,
                                          .max = amount_fen_max,
                                          .required = true,
                                          .in_list = true,
                                          .privacy = Privacy::open }),
    field<&Payment::method>(PlainField { .label = { "支付方式", "Method" } }),
    field<&Payment::payee>(TextField { .label = { "收款人", "Payee" },
                                       .max_length = 200,
                                       .privacy = Privacy::personal,
                                       .mask = hide_value }),
    field<&Payment::note>(TextField { .label = { "备注", "Note" },
                                      .max_length = 500,
                                      .multiline = true,
                                      .privacy = Privacy::personal,
                                      .mask = hide_value }),
    field<&Payment::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
    field<&Payment::paid_on>(PlainField { .label = { "支付日期", "Paid on" },
                                          .read_only = true,
                                          .in_list = true,
                                          .privacy = Privacy::open }),
    field<&Payment::returned>(NumberField { .label = { "退回金额（元）", "Returned (yuan)" },
                                            .min = 0,
                                            .max = amount_fen_max,
                                            .read_only = true,
                                            .privacy = Privacy::open }),
    field<&Payment::proof>(TextField {
        .label = { "凭证号", "Proof of payment" }, .max_length = 100, .read_only = true }),
    field<&Payment::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
    field<&Payment::position>(NumberField { .label = { "账位（分）", "Position (fen)" },
                                            .min = 0,
                                            .read_only = true,
                                            .privacy = Privacy::open }),
    field<&Payment::first_approver>(ReferenceField {
        .label = { "第一审批人", "First approver" }, .to = "identity.user", .read_only = true }),
};

constexpr record::Key keys[] = {
    { .columns = "paid_on, id", .where = "paid_on IS NOT NULL" },
    { .columns = "state, id" },
};

constexpr record::RecordType declared = record::of<Payment>({
    .name = "spending.payment",
    .title = { "用款", "Payment" },
    .fields = fields,
    .permissions = { .read = "spending.payment.read",
                     .reveal = "spending.payment.reveal",
                     .created_by_command = true },
    .label_field = "title",
    .keys = keys,
});
static_assert(record::consistent<Payment>(declared));

constexpr record::FieldSpec return_fields[] = {
    field<&PaymentReturn::payment>(ReferenceField { .label = { "用款", "Payment" },
                                                    .to = "spending.payment",
                                                    .required = true,
                                                    .in_list = true }),
    field<&PaymentReturn::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                                .min = 1,
                                                .max = amount_fen_max,
                                                .required = true,
                                                .in_list = true,
                                                .privacy = Privacy::open }),
    field<&PaymentReturn::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true, .privacy = Privacy::open }),
    field<&PaymentReturn::reason>(TextField {
        .label = { "原因", "Reason" }, .max_length = 500, .required = true, .in_list = true }),
    field<&PaymentReturn::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::Key return_keys[] = { { .columns = "payment" } };

constexpr record::RecordType declared_return = record::of<PaymentReturn>({
    .name = "spending.payment_return",
    .title = { "付款退回", "Payment returned" },
    .fields = return_fields,
    .permissions = { .read = "spending.payment_return.read", .created_by_command = true },
    .keys = return_keys,
});
static_assert(record::consistent<PaymentReturn>(declared_return));

} // namespace

constinit const record::RecordType payment_type = declared;
constinit const record::RecordType payment_return_type = declared_return;

std::string hide_value(const void*, std::string_view) {
    return "***";
}

} // namespace boai::spending
