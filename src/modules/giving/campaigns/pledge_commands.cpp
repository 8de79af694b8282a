#include "modules/giving/campaigns/pledge_commands.hpp"

#include "modules/giving/campaigns/instalments.hpp"
#include "modules/giving/campaigns/pledge_book.hpp"
#include "modules/giving/campaigns/pledge_erasure.hpp"
#include "modules/giving/campaigns/pledge_figures.hpp"
#include "modules/giving/counters.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift_checks.hpp"
#include "modules/giving/purpose.hpp"
#include "record/engine.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;
using storage::Param;

struct RecordPledge {
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;
    Money amount;
    Day agreed_on;
    std::string instalments;
    Id campaign;
    Id purpose;
    std::string conditions;
    std::string agreement_number;
    bool builds_works = false;
    Id donor_person;
    Id donor_organisation;
};

constexpr record::FieldSpec record_pledge_fields[] = {
    field<&RecordPledge::donor_kind>(asked::donor_kind),
    field<&RecordPledge::donor_name>(asked::donor_name),
    field<&RecordPledge::amount>(NumberField { .label
                                               = { "认捐金额（元）", "Amount pledged (yuan)" },
                                               .min = 1,
                                               .max = amount_fen_max,
                                               .required = true }),
    field<&RecordPledge::agreed_on>(PlainField { .label = { "签订日期", "Agreed on" },
                                                 .required = true }),
    field<&RecordPledge::instalments>(TextField {
        .label = { "分期", "Instalments" },
        .help = { "每行一期：日期 金额，如 2026-06-01 5000.00；合计须等于认捐金额",
                  "One a line: day and amount, such as 2026-06-01 5000.00; they come to what is "
                  "pledged" },
        .max_length = 4000,
        .required = true,
        .multiline = true }),
    field<&RecordPledge::campaign>(asked::campaign),
    field<&RecordPledge::purpose>(asked::purpose),
    field<&RecordPledge::conditions>(TextField { .label
                                                 = { "捐赠人的条件", "The donor's conditions" },
                                                 .max_length = 2000,
                                                 .multiline = true }),
    field<&RecordPledge::agreement_number>(TextField {
        .label = { "捐赠协议编号", "Agreement of the gift" },
        .help = { "捐赠人要求的，须签书面协议（慈善法第三十九条）",
                  "The law asks for a written agreement where the donor wants one" },
        .max_length = 60 }),
    field<&RecordPledge::builds_works>(PlainField {
        .label = { "用于工程建设", "Pays for works" },
        .help = { "须有书面协议（公益事业捐赠法第十三条）", "Needs a written agreement" } }),
    field<&RecordPledge::donor_person>(asked::donor_person),
    field<&RecordPledge::donor_organisation>(asked::donor_organisation),
};
static_assert(record::complete<RecordPledge>(record_pledge_fields));

/// Pure part of the check, before the command is queued.
Result<void> check_record_pledge(const RecordPledge& input) {
    if (input.donor_kind == DonorKind::anonymous) {
        return fail_field(
            "donor_kind", Text { "认捐须有捐赠人", "somebody has to stand behind a pledge" }
        );
    }
    TRY(check_donor(input.donor_kind, input.donor_name));
    TRY(check_on_file(input.donor_person, input.donor_organisation));
    if (input.builds_works && input.agreement_number.empty()) {
        return fail_field(
            "agreement_number", Text { "捐建工程须有书面协议", "works need a written agreement" }
        );
    }
    TRY(parse_instalments(input.instalments, input.amount));
    return {};
}

Result<std::string> next_pledge_number(CommandContext& context, Day day) {
    const auto year = std::to_string(civil(day).year);
    auto digits = std::to_string(TRY(count_up(context, "pledge:" + year)));
    constexpr std::size_t digits_min = 4;
    digits.insert(0, digits.size() < digits_min ? digits_min - digits.size() : 0, '0');
    return year + "-" + digits;
}

Result<Outcome> record_pledge(CommandContext& context, const RecordPledge& input) {
    TRY(check_day(context, input.agreed_on));
    const auto instalments = TRY(parse_instalments(input.instalments, input.amount));
    Pledge pledge {
        .number = TRY(next_pledge_number(context, input.agreed_on)),
        .donor_kind = input.donor_kind,
        .donor_name = input.donor_name,
        .donor_person = input.donor_person,
        .donor_organisation = input.donor_organisation,
        .amount = input.amount,
        .agreed_on = input.agreed_on,
        .campaign = input.campaign,
        .conditions = input.conditions,
        .agreement_number = input.agreement_number,
        .builds_works = input.builds_works,
    };
    pledge.purpose
        = TRY(settle_purpose(context, { input.campaign, input.purpose, input.agreed_on }));
    post_pledged(context.tx, context.branch, pledge.agreed_on, pledge, pledge.amount);
    auto outcome = TRY(context.engine.create(context, pledge_type, std::move(pledge)));
    for (const auto& instalment : instalments) {
        TRY(context.engine.create(
            context,
            pledge_instalment_type,
            PledgeInstalment { outcome.id, instalment.due_on, instalment.amount }
        ));
    }
    return outcome;
}

constexpr ReferenceField which_pledge {
    .label = { "认捐", "Pledge" }, .to = "giving.pledge", .required = true, .own_branch = true
};

struct ChangePledgeUse {
    Id pledge;
    Id purpose;
    std::string consented_by;
    Day consented_on;
    ConsentWay way = ConsentWay::in_writing;
    std::string paper;
};

constexpr record::FieldSpec change_use_fields[] = {
    field<&ChangePledgeUse::pledge>(which_pledge),
    field<&ChangePledgeUse::purpose>(ReferenceField {
        .label = { "新用途", "New purpose" },
        .to = "giving.purpose",
        .help = { "不选则为非定向；已付的部分仍按原用途",
                  "Leave empty for unrestricted; what is paid keeps its purpose" } }),
    field<&ChangePledgeUse::consented_by>(TextField { .label = { "同意人", "Consent given by" },
                                                      .max_length = donor_name_length_max,
                                                      .required = true,
                                                      .privacy = Privacy::personal,
                                                      .mask = record::hide }),
    field<&ChangePledgeUse::consented_on>(PlainField { .label = { "同意日期", "Given on" },
                                                       .required = true }),
    field<&ChangePledgeUse::way>(PlainField { .label = { "同意方式", "Way of consent" } }),
    field<&ChangePledgeUse::paper>(TextField { .label = { "凭证", "Paper of the consent" },
                                               .help = { "须先上传为附件", "Attach it first" },
                                               .max_length = 200,
                                               .required = true }),
};
static_assert(record::complete<ChangePledgeUse>(change_use_fields));

/// A paper of the pledge must be there to read. Errors: conflict.
Result<void> demand_paper(CommandContext& context, Id pledge) {
    std::int64_t papers = 0;
    const auto owner = to_string(pledge);
    const std::array params { Param { context.branch }, Param { owner } };
    TRY(context.tx.query(
        "SELECT count(*) FROM attachments_attachment WHERE branch_id = $1 AND record = "
        "'giving.pledge' AND owner = $2 AND state = 'kept'",
        params,
        [&](const storage::Row& row) -> Result<void> {
            papers = row.number(0);
            return {};
        }
    ));
    if (papers == 0) {
        return fail_field(
            "paper",
            Text { "请先把捐赠人同意的凭证上传为附件",
                   "attach the paper of the donor's consent first" }
        );
    }
    return {};
}

Result<Outcome> change_use(CommandContext& context, const ChangePledgeUse& input) {
    const auto loaded = TRY(context.engine.load(context, pledge_type, input.pledge));
    auto pledge = loaded.as<Pledge>();
    if (pledge.state != PledgeState::open) {
        return fail(Errc::conflict, Text { "没有未付的部分", "nothing of it is still to be paid" });
    }
    if (input.consented_on > context.today() || input.consented_on < pledge.agreed_on) {
        return fail_field(
            "consented_on",
            Text { "应在认捐之后，且不晚于今天", "must be after the pledge and not after today" }
        );
    }
    if (!pledge.campaign.empty() || input.purpose == pledge.purpose) {
        return fail_field(
            "purpose",
            Text { "属于活动的认捐随活动的用途；否则须与原用途不同",
                   "is the campaign's where there is one; else it must be another" }
        );
    }
    TRY(settle_purpose(context, { {}, input.purpose, context.today() }));
    TRY(demand_paper(context, input.pledge));
    TRY(context.engine.create(
        context,
        pledge_consent_type,
        PledgeConsent { .pledge = input.pledge,
                        .from_purpose = pledge.purpose,
                        .to_purpose = input.purpose,
                        .consented_by = input.consented_by,
                        .consented_on = input.consented_on,
                        .way = input.way,
                        .paper = input.paper }
    ));
    pledge.purpose = input.purpose;
    return context.engine.update(
        context, pledge_type, loaded, std::move(pledge), { .action = "change_use" }
    );
}

struct EndPledge {
    Id pledge;
};

constexpr record::FieldSpec end_pledge_fields[] = { field<&EndPledge::pledge>(which_pledge) };
static_assert(record::complete<EndPledge>(end_pledge_fields));

Result<Outcome> end_one(CommandContext& context, const EndPledge& input) {
    return end_pledge(context, TRY(context.engine.load(context, pledge_type, input.pledge)));
}

struct ErasePledgeDonor {
    Id pledge;
};

constexpr record::FieldSpec erase_pledge_donor_fields[]
    = { field<&ErasePledgeDonor::pledge>(which_pledge) };
static_assert(record::complete<ErasePledgeDonor>(erase_pledge_donor_fields));

Result<Outcome> erase_pledge_donor(CommandContext& context, const ErasePledgeDonor& input) {
    return erase_donor_of_pledge(
        context, TRY(context.engine.load(context, pledge_type, input.pledge))
    );
}

constexpr std::string_view pledged_by_nobody_on_file[] = { "" };
constexpr record::Condition while_pledge_named_here_only[]
    = { { "donor_person", pledged_by_nobody_on_file } };

constexpr std::string_view still_open[] = { "open" };
constexpr record::Condition while_still_open[] = { { "state", still_open } };

} // namespace

std::vector<record::CommandType> pledge_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(record::command<RecordPledge, record_pledge>(
        "giving.record_pledge",
        { "登记认捐", "Record a pledge" },
        "giving.record_pledge",
        record_pledge_fields
    ));
    commands.back().check = record::checked<check_record_pledge>;
    commands.back().makes = "giving.pledge";
    commands.push_back(record::command<ChangePledgeUse, change_use>(
        "giving.change_pledge_use",
        { "变更认捐用途", "Change the purpose" },
        "giving.change_pledge",
        change_use_fields
    ));
    commands.push_back(record::command<EndPledge, end_one>(
        "giving.end_pledge",
        { "终止认捐", "End the pledge" },
        "giving.change_pledge",
        end_pledge_fields
    ));
    for (auto& command : commands) {
        if (command.makes.empty()) {
            command.about = "giving.pledge";
            command.when = while_still_open;
            command.needs_reason = true;
            command.four_eyes = true;
        }
    }
    commands.push_back(record::command<ErasePledgeDonor, erase_pledge_donor>(
        "giving.erase_pledge_donor",
        { "删除捐赠人信息", "Erase the donor" },
        "people.erase_person",
        erase_pledge_donor_fields
    ));
    commands.back().about = "giving.pledge";
    commands.back().when = while_pledge_named_here_only;
    commands.back().needs_reason = true;
    commands.back().in_closed_branch = true;
    return commands;
}

} // namespace boai::giving
