#include "modules/spending/fund_move.hpp"

#include "modules/spending/limits.hpp"

namespace boai::spending {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;

constexpr record::FieldSpec fields[] = {
    field<&FundMove::kind>(PlainField {
        .label = { "类型", "Kind" }, .in_list = true, .privacy = Privacy::open }),
    field<&FundMove::purpose>(ReferenceField { .label = { "定向用途", "Purpose" },
                                               .to = "giving.purpose",
                                               .in_list = true,
                                               .privacy = Privacy::open }),
    field<&FundMove::channel>(ReferenceField { .label = { "渠道", "Channel" },
                                               .to = "giving.channel",
                                               .in_list = true,
                                               .privacy = Privacy::open }),
    field<&FundMove::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                           .min = 1,
                                           .max = amount_fen_max,
                                           .required = true,
                                           .in_list = true,
                                           .privacy = Privacy::open }),
    field<&FundMove::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true, .privacy = Privacy::open }),
    field<&FundMove::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::RecordType declared = record::of<FundMove>({
    .name = "spending.fund_move",
    .title = { "资金划转", "Fund move" },
    .fields = fields,
    .permissions = { .read = "spending.fund_move.read", .created_by_command = true },
});
static_assert(record::consistent<FundMove>(declared));

} // namespace

constinit const record::RecordType fund_move_type = declared;

} // namespace boai::spending
