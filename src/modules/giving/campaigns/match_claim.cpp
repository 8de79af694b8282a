#include "modules/giving/campaigns/match_claim.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr NumberField taken_back { .label = { "随退款撤回（元）", "Taken back (yuan)" },
                                   .min = 0,
                                   .max = amount_fen_max,
                                   .read_only = true,
                                   .privacy = Privacy::open };

constexpr record::FieldSpec claim_fields[] = {
    field<&MatchClaim::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                  .to = "giving.campaign",
                                                  .in_list = true,
                                                  .privacy = Privacy::open }),
    field<&MatchClaim::kind>(PlainField {
        .label = { "配捐种类", "Kind of match" }, .in_list = true, .privacy = Privacy::open }),
    field<&MatchClaim::matcher>(TextField { .label = { "配捐方", "Matched by" },
                                            .max_length = 80,
                                            .in_list = true,
                                            .search = true,
                                            .privacy = Privacy::open }),
    field<&MatchClaim::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .privacy = Privacy::open }),
    field<&MatchClaim::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" }, .to = "giving.purpose", .privacy = Privacy::open }),
    field<&MatchClaim::amount>(NumberField { .label = { "配捐金额（元）", "Match (yuan)" },
                                             .min = 1,
                                             .max = amount_fen_max,
                                             .required = true,
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&MatchClaim::day>(PlainField { .label = { "配捐日期", "Promised on" },
                                         .required = true,
                                         .in_list = true,
                                         .privacy = Privacy::open }),
    field<&MatchClaim::settled>(NumberField { .label = { "已到账（元）", "Settled (yuan)" },
                                              .min = 0,
                                              .max = amount_fen_max,
                                              .read_only = true,
                                              .in_list = true,
                                              .privacy = Privacy::open }),
    field<&MatchClaim::given_up>(NumberField { .label
                                               = { "不再到账（元）", "Will not come (yuan)" },
                                               .min = 0,
                                               .max = amount_fen_max,
                                               .read_only = true,
                                               .privacy = Privacy::open }),
    field<&MatchClaim::ended_on>(PlainField {
        .label = { "终止日期", "Ended on" }, .read_only = true, .privacy = Privacy::open }),
    field<&MatchClaim::parts>(NumberField {
        .label = { "明细笔数", "Parts" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
    field<&MatchClaim::batch>(ReferenceField {
        .label = { "导入批次", "Import batch" }, .to = "giving.import_batch", .read_only = true }),
    field<&MatchClaim::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
    field<&MatchClaim::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
    field<&MatchClaim::taken_back>(taken_back),
};

constexpr record::Key claim_keys[] = {
    { .columns = "campaign, id" },
    { .columns = "batch", .where = "batch IS NOT NULL" },
};

constexpr record::RecordType declared_claim = record::of<MatchClaim>({
    .name = "giving.match_claim",
    .title = { "应收配捐", "Match receivable" },
    .fields = claim_fields,
    .permissions = { .read = "giving.match_claim.read", .created_by_command = true },
    .label_field = "matcher",
    .keys = claim_keys,
});
static_assert(record::consistent<MatchClaim>(declared_claim));

constexpr record::FieldSpec part_fields[] = {
    field<&MatchPart::claim>(ReferenceField { .label = { "应收配捐", "Match receivable" },
                                              .to = "giving.match_claim",
                                              .required = true,
                                              .in_list = true,
                                              .privacy = Privacy::open }),
    field<&MatchPart::kind>(PlainField {
        .label = { "配捐种类", "Kind of match" }, .in_list = true, .privacy = Privacy::open }),
    field<&MatchPart::gift>(ReferenceField { .label = { "捐款", "Gift" },
                                             .to = "giving.gift",
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&MatchPart::team>(ReferenceField { .label = { "募捐团队", "Campaign team" },
                                             .to = "giving.campaign_team",
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&MatchPart::amount>(NumberField { .label = { "配捐金额（元）", "Match (yuan)" },
                                            .min = 1,
                                            .max = amount_fen_max,
                                            .required = true,
                                            .in_list = true,
                                            .privacy = Privacy::open }),
    field<&MatchPart::taken_back>(taken_back),
};

constexpr record::Key part_keys[] = {
    { .columns = "claim, id" },
    { .columns = "gift", .where = "gift IS NOT NULL" },
};

constexpr record::RecordType declared_part = record::of<MatchPart>({
    .name = "giving.match_part",
    .title = { "配捐明细", "Match of a gift" },
    .fields = part_fields,
    .permissions = { .read = "giving.match_claim.read", .created_by_command = true },
    .label_field = "amount",
    .keys = part_keys,
});
static_assert(record::consistent<MatchPart>(declared_part));

constexpr record::FieldSpec settlement_fields[] = {
    field<&MatchSettlement::claim>(ReferenceField { .label = { "应收配捐", "Match receivable" },
                                                    .to = "giving.match_claim",
                                                    .required = true,
                                                    .in_list = true,
                                                    .privacy = Privacy::open }),
    field<&MatchSettlement::amount>(NumberField { .label = { "到账金额（元）", "Amount (yuan)" },
                                                  .min = 1,
                                                  .max = amount_fen_max,
                                                  .required = true,
                                                  .in_list = true,
                                                  .privacy = Privacy::open }),
    field<&MatchSettlement::day>(PlainField { .label = { "收到日期", "Received on" },
                                              .required = true,
                                              .in_list = true,
                                              .privacy = Privacy::open }),
    field<&MatchSettlement::reference>(TextField { .label = { "银行流水号", "Bank reference" },
                                                   .max_length = 64,
                                                   .in_list = true,
                                                   .search = true }),
    field<&MatchSettlement::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::Key settlement_keys[] = { { .columns = "claim, id" } };

constexpr record::RecordType declared_settlement = record::of<MatchSettlement>({
    .name = "giving.match_settlement",
    .title = { "配捐到账", "Match received" },
    .fields = settlement_fields,
    .permissions = { .read = "giving.match_claim.read", .created_by_command = true },
    .label_field = "day",
    .keys = settlement_keys,
});
static_assert(record::consistent<MatchSettlement>(declared_settlement));

} // namespace

constinit const record::RecordType match_claim_type = declared_claim;
constinit const record::RecordType match_part_type = declared_part;
constinit const record::RecordType match_settlement_type = declared_settlement;

} // namespace boai::giving
