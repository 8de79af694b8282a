#include "modules/giving/campaigns/match_commands.hpp"

#include "modules/giving/campaigns/match_book.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/gift_checks.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

struct RecordMatch {
    Id campaign;
    MatchKind kind = MatchKind::platform;
    std::string matcher;
    Money amount;
    Day day;
    Id gift;
    Id team;
};

constexpr record::FieldSpec record_match_fields[] = {
    field<&RecordMatch::campaign>(ReferenceField {
        .label = { "募捐活动", "Campaign" }, .to = "giving.campaign", .required = true }),
    field<&RecordMatch::kind>(PlainField { .label = { "配捐种类", "Kind of match" } }),
    field<&RecordMatch::matcher>(TextField {
        .label = { "配捐方", "Matched by" }, .max_length = 80, .required = true }),
    field<&RecordMatch::amount>(NumberField { .label = { "配捐金额（元）", "Match (yuan)" },
                                              .min = 1,
                                              .max = amount_fen_max,
                                              .required = true }),
    field<&RecordMatch::day>(PlainField { .label = { "配捐日期", "Promised on" }, .required = true }
    ),
    field<&RecordMatch::gift>(ReferenceField { .label = { "捐款", "Gift" },
                                               .to = "giving.gift",
                                               .help
                                               = { "只配一笔捐款时选", "Where it matches one" },
                                               .own_branch = true }),
    field<&RecordMatch::team>(ReferenceField { .label = { "募捐团队", "Campaign team" },
                                               .to = "giving.campaign_team" }),
};
static_assert(record::complete<RecordMatch>(record_match_fields));

/// The gift a match names is one of the campaign and stands. Errors: invalid (field "gift").
Result<void> check_matched(CommandContext& context, const RecordMatch& input) {
    if (input.gift.empty()) {
        return {};
    }
    const auto loaded = TRY(context.engine.load(context, gift_type, input.gift));
    const auto& gift = loaded.as<Gift>();
    if (gift.campaign != input.campaign || gift.state == GiftState::reversed) {
        return fail_field(
            "gift", Text { "不是该活动有效的捐款", "is not a gift of the campaign that stands" }
        );
    }
    return {};
}

Result<Outcome> record_match(CommandContext& context, const RecordMatch& input) {
    TRY(check_day(context, input.day));
    TRY(check_matched(context, input));
    auto campaign = input.campaign;
    TRY(settle_team(context, input.team, campaign));
    MatchPromise promise {
        .claim
        = { .campaign = campaign, .kind = input.kind, .matcher = input.matcher, .day = input.day },
        .parts = { { .gift = input.gift, .team = input.team, .amount = input.amount } }
    };
    promise.claim.purpose = TRY(settle_purpose(context, { campaign, {}, input.day }));
    return promise_match(context, std::move(promise));
}

constexpr ReferenceField which_claim { .label = { "应收配捐", "Match receivable" },
                                       .to = "giving.match_claim",
                                       .required = true,
                                       .own_branch = true };

struct SettleMatch {
    Id claim;
    Money amount;
    Day day;
    std::string reference;
};

constexpr record::FieldSpec settle_match_fields[] = {
    field<&SettleMatch::claim>(which_claim),
    field<&SettleMatch::amount>(NumberField { .label = { "到账金额（元）", "Amount (yuan)" },
                                              .min = 1,
                                              .max = amount_fen_max,
                                              .required = true }),
    field<&SettleMatch::day>(PlainField { .label = { "收到日期", "Received on" }, .required = true }
    ),
    field<&SettleMatch::reference>(TextField {
        .label = { "银行流水号", "Bank reference" }, .max_length = 64, .required = true }),
};
static_assert(record::complete<SettleMatch>(settle_match_fields));

Result<Outcome> settle_one(CommandContext& context, const SettleMatch& input) {
    TRY(check_day(context, input.day));
    const auto claim = TRY(context.engine.load(context, match_claim_type, input.claim));
    return settle_match(context, claim, { input.amount, input.day, input.reference });
}

struct EndMatch {
    Id claim;
};

constexpr record::FieldSpec end_match_fields[] = { field<&EndMatch::claim>(which_claim) };
static_assert(record::complete<EndMatch>(end_match_fields));

Result<Outcome> end_one_match(CommandContext& context, const EndMatch& input) {
    return end_match(context, TRY(context.engine.load(context, match_claim_type, input.claim)));
}

constexpr std::string_view still_promised[] = { "promised" };
constexpr record::Condition while_promised[] = { { "state", still_promised } };

} // namespace

std::vector<record::CommandType> match_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(record::command<RecordMatch, record_match>(
        "giving.record_match",
        { "登记配捐", "Record a match" },
        "giving.record_match",
        record_match_fields
    ));
    commands.back().makes = "giving.match_claim";
    commands.push_back(record::command<SettleMatch, settle_one>(
        "giving.settle_match",
        { "登记配捐到账", "Enter a match received" },
        "giving.settle_match",
        settle_match_fields
    ));
    commands.back().about = "giving.match_claim";
    commands.back().when = while_promised;
    commands.push_back(record::command<EndMatch, end_one_match>(
        "giving.end_match",
        { "余款不再到账", "Give up the rest" },
        "giving.settle_match",
        end_match_fields
    ));
    commands.back().about = "giving.match_claim";
    commands.back().when = while_promised;
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    return commands;
}

} // namespace boai::giving
