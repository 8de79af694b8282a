#include "modules/giving/refund.hpp"

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
    field<&Refund::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true, .in_list = true }),
    field<&Refund::kind>(PlainField {
        .label = { "类型", "Kind" }, .in_list = true, .privacy = Privacy::open }),
    field<&Refund::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                         .min = 1,
                                         .max = amount_fen_max,
                                         .required = true,
                                         .in_list = true,
                                         .privacy = Privacy::open }),
    field<&Refund::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true, .privacy = Privacy::open }),
    field<&Refund::reason>(TextField {
        .label = { "原因", "Reason" }, .max_length = 500, .required = true, .in_list = true }),
    field<&Refund::batch>(ReferenceField { .label = { "导入批次", "Import batch" },
                                           .to = "giving.import_batch" }),
    field<&Refund::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::Key keys[] = {
    { .columns = "gift" },
    { .columns = "day, id" },
};

constexpr record::RecordType declared = record::of<Refund>({
    .name = "giving.refund",
    .title = { "退款与冲销", "Refund" },
    .fields = fields,
    .permissions = { .read = "giving.refund.read", .created_by_command = true },
    .keys = keys,
});
static_assert(record::consistent<Refund>(declared));

}  // namespace

constinit const record::RecordType refund_type = declared;

}  // namespace boai::giving
