#include "modules/giving/campaigns/match_return.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec return_fields[] = {
    field<&MatchReturn::claim>(ReferenceField { .label = { "应收配捐", "Match receivable" },
                                                .to = "giving.match_claim",
                                                .required = true,
                                                .in_list = true,
                                                .privacy = Privacy::open }),
    field<&MatchReturn::part>(ReferenceField { .label = { "配捐明细", "Match of a gift" },
                                               .to = "giving.match_part" }),
    field<&MatchReturn::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .in_list = true }),
    field<&MatchReturn::treatment>(PlainField {
        .label = { "处理", "Treatment" }, .in_list = true, .privacy = Privacy::open }),
    field<&MatchReturn::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                              .min = 1,
                                              .max = amount_fen_max,
                                              .required = true,
                                              .in_list = true,
                                              .privacy = Privacy::open }),
    field<&MatchReturn::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true, .privacy = Privacy::open }),
    field<&MatchReturn::reason>(TextField { .label = { "原因", "Reason" }, .max_length = 500 }),
    field<&MatchReturn::settlement>(ReferenceField { .label = { "原到账", "Money received" },
                                                     .to = "giving.match_settlement" }),
    field<&MatchReturn::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::Key return_keys[] = {
    { .columns = "claim, id" },
    { .columns = "gift", .where = "gift IS NOT NULL" },
};

constexpr record::RecordType declared_return = record::of<MatchReturn>({
    .name = "giving.match_return",
    .title = { "配捐随退款的处理", "Match of a gift that went" },
    .fields = return_fields,
    .permissions = { .read = "giving.match_claim.read", .created_by_command = true },
    .label_field = "day",
    .keys = return_keys,
});
static_assert(record::consistent<MatchReturn>(declared_return));

} // namespace

constinit const record::RecordType match_return_type = declared_return;

} // namespace boai::giving
