#include "modules/giving/goods/goods_line.hpp"

#include "modules/giving/goods/goods_rules.hpp"
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
    field<&GoodsLine::gift>(ReferenceField { .label = { "捐物", "Gift in kind" },
                                             .to = "giving.goods_gift",
                                             .required = true,
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&GoodsLine::item>(TextField { .label = { "品名", "Item" },
                                        .max_length = goods_text_length_max,
                                        .required = true,
                                        .in_list = true,
                                        .search = true,
                                        .privacy = Privacy::open }),
    field<&GoodsLine::specification>(TextField { .label = { "规格型号", "Specification" },
                                                 .max_length = goods_text_length_max,
                                                 .in_list = true,
                                                 .privacy = Privacy::open }),
    field<&GoodsLine::category>(PlainField { .label = { "类别", "Goods category" },
                                             .privacy = Privacy::open }),
    field<&GoodsLine::quantity>(NumberField { .label = { "数量", "Quantity" },
                                              .min = 1,
                                              .max = goods_quantity_max,
                                              .required = true,
                                              .in_list = true,
                                              .privacy = Privacy::open }),
    field<&GoodsLine::unit>(TextField { .label = { "计量单位", "Unit" },
                                        .max_length = goods_unit_length_max,
                                        .required = true,
                                        .in_list = true,
                                        .privacy = Privacy::open }),
    field<&GoodsLine::counted>(NumberField { .label = { "实收数量", "Counted" },
                                             .min = 0,
                                             .max = goods_quantity_max,
                                             .read_only = true,
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&GoodsLine::lot>(TextField { .label = { "批号", "Lot" }, .max_length = 40 }),
    field<&GoodsLine::produced_on>(PlainField { .label = { "生产日期", "Produced on" } }),
    field<&GoodsLine::expires_on>(PlainField { .label = { "有效期至", "Expires on" },
                                               .in_list = true }),
    field<&GoodsLine::value_basis>(PlainField { .label = { "估价依据", "Basis of the value" },
                                                .privacy = Privacy::open }),
    field<&GoodsLine::value>(NumberField { .label = { "价值（元）", "Value (yuan)" },
                                           .min = 1,
                                           .max = amount_fen_max,
                                           .in_list = true,
                                           .privacy = Privacy::open }),
    field<&GoodsLine::value_proof>(TextField {
        .label = { "凭证号或证明单位", "Invoice number or who proved it" }, .max_length = 100 }),
    field<&GoodsLine::expiry_waiver>(TextField {
        .label = { "近效期接收原因", "Why it is taken near expiry" },
        .max_length = 500,
        .read_only = true,
        .multiline = true }),
    field<&GoodsLine::waived_by>(ReferenceField {
        .label = { "同意近效期接收的人", "Near expiry allowed by" },
        .to = "identity.user",
        .read_only = true }),
    field<&GoodsLine::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
};

constexpr record::Key keys[] = {
    { .columns = "gift, id" },
};

constexpr record::RecordType declared = record::of<GoodsLine>({
    .name = "giving.goods_line",
    .title = { "捐物明细", "Line of goods" },
    .fields = fields,
    .permissions = { .read = "giving.goods_line.read", .created_by_command = true },
    .label_field = "item",
    .keys = keys,
    .hooks = { .check = record::checked<check_line> },
});
static_assert(record::consistent<GoodsLine>(declared));

} // namespace

constinit const record::RecordType goods_line_type = declared;

} // namespace boai::giving
