#include "modules/giving/campaigns/plan_commands.hpp"

#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "modules/giving/campaigns/plan_rules.hpp"
#include "modules/giving/limits.hpp"
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
using record::ReferenceField;
using record::TextField;
using storage::Param;

constexpr ReferenceField which_plan { .label = { "募捐方案", "Fundraising plan" },
                                      .to = "giving.fundraising_plan",
                                      .required = true,
                                      .own_branch = true };
constexpr TextField which_number { .label = { "备案编号", "Filed as number" },
                                   .max_length = 60,
                                   .required = true };
constexpr PlainField which_filing_day { .label = { "备案日期", "Filed on" }, .required = true };

Result<Loaded> load_plan(CommandContext& context, Id id) {
    return context.engine.load(context, fundraising_plan_type, id);
}

Result<Outcome> write_plan(
    CommandContext& context, const Loaded& before, FundraisingPlan plan, std::string_view action
) {
    return context.engine.update(
        context, fundraising_plan_type, before, std::move(plan), { .action = action }
    );
}

Result<void>
demand_state(const FundraisingPlan& plan, std::initializer_list<FundraisingState> allowed) {
    for (const auto state : allowed) {
        if (plan.state == state) {
            return {};
        }
    }
    const auto& state = record::choice_of(plan.state).label;
    return fail(
        Errc::conflict,
        Message { "方案的状态是“" + std::string { state.zh } + "”，不能这样办理",
                  "not possible while the plan is " + std::string { state.en } }
    );
}

Result<void> check_filing_day(const CommandContext& context, Day filed_on) {
    if (filed_on > context.today()) {
        return fail_field("filed_on", Text { "日期不能晚于今天", "must not be after today" });
    }
    return {};
}

struct FilePlan {
    Id plan;
    std::string filing_number;
    Day filed_on;
};

constexpr record::FieldSpec file_plan_fields[] = {
    field<&FilePlan::plan>(which_plan),
    field<&FilePlan::filing_number>(which_number),
    field<&FilePlan::filed_on>(which_filing_day),
};
static_assert(record::complete<FilePlan>(file_plan_fields));

/// Errors: invalid, naming every statutory field that is empty.
Result<void> check_statutory(const FundraisingPlan& plan) {
    Message names;
    for (const auto& label : missing_fields(plan)) {
        names.zh.append(names.zh.empty() ? "" : "、").append(label.zh);
        names.en.append(names.en.empty() ? "" : ", ").append(label.en);
    }
    if (names.zh.empty()) {
        return {};
    }
    return fail_field(
        "plan",
        Message { "募捐方案还缺：" + names.zh + "（慈善法第二十四、二十五条）",
                  "the plan lacks what the law asks for: " + names.en }
    );
}

Result<Outcome> file_plan(CommandContext& context, const FilePlan& input) {
    const auto loaded = TRY(load_plan(context, input.plan));
    auto plan = loaded.as<FundraisingPlan>();
    TRY(demand_state(plan, { FundraisingState::draft }));
    TRY(check_statutory(plan));
    TRY(check_filing_day(context, input.filed_on));
    if (auto fault = filing_fault(plan, input.filed_on)) {
        return fail_field("filed_on", std::move(*fault));
    }
    plan.filing_number = input.filing_number;
    plan.filed_on = input.filed_on;
    plan.state = FundraisingState::filed;
    return write_plan(context, loaded, std::move(plan), "file");
}

/// What is filed anew; what is left out stays.
struct RefilePlan {
    Id plan;
    std::string use;
    std::string beneficiaries;
    std::optional<Day> ends;
    std::string surplus_rule;
    std::string filing_number;
    Day filed_on;
};

constexpr record::FieldSpec refile_plan_fields[] = {
    field<&RefilePlan::plan>(which_plan),
    field<&RefilePlan::use>(TextField { .label = { "新的用途", "New use of the funds" },
                                        .help = { "不变的不填", "Leave empty what stays" },
                                        .max_length = 2000,
                                        .multiline = true }),
    field<&RefilePlan::beneficiaries>(TextField { .label = { "新的受益人", "New beneficiaries" },
                                                  .max_length = 200 }),
    field<&RefilePlan::ends>(PlainField { .label = { "新的结束日期", "New last day" } }),
    field<&RefilePlan::surplus_rule>(TextField {
        .label = { "新的剩余财产处理办法", "New rule for a surplus" },
        .max_length = 2000,
        .multiline = true }),
    field<&RefilePlan::filing_number>(which_number),
    field<&RefilePlan::filed_on>(which_filing_day),
};
static_assert(record::complete<RefilePlan>(refile_plan_fields));

void replace_unless_empty(std::string& value, const std::string& with) {
    if (!with.empty()) {
        value = with;
    }
}

Result<Outcome> refile_plan(CommandContext& context, const RefilePlan& input) {
    const auto loaded = TRY(load_plan(context, input.plan));
    auto plan = loaded.as<FundraisingPlan>();
    TRY(demand_state(plan, { FundraisingState::filed, FundraisingState::running }));
    TRY(check_filing_day(context, input.filed_on));
    const bool changes_nothing = input.use.empty() && input.beneficiaries.empty() && !input.ends
        && input.surplus_rule.empty();
    if (changes_nothing) {
        return fail_field("use", Text { "请填写变更的内容", "say what changes" });
    }
    if (input.filing_number == plan.filing_number) {
        return fail_field(
            "filing_number", Text { "须填写变更后的备案编号", "must be that of the new filing" }
        );
    }
    replace_unless_empty(plan.use, input.use);
    replace_unless_empty(plan.beneficiaries, input.beneficiaries);
    replace_unless_empty(plan.surplus_rule, input.surplus_rule);
    plan.ends = input.ends.value_or(plan.ends);
    plan.filing_number = input.filing_number;
    plan.filed_on = input.filed_on;
    return write_plan(context, loaded, std::move(plan), "refile");
}

struct OnePlan {
    Id plan;
};

constexpr record::FieldSpec one_plan_fields[] = { field<&OnePlan::plan>(which_plan) };
static_assert(record::complete<OnePlan>(one_plan_fields));

Result<Outcome> start_plan(CommandContext& context, const OnePlan& input) {
    const auto loaded = TRY(load_plan(context, input.plan));
    auto plan = loaded.as<FundraisingPlan>();
    TRY(demand_state(plan, { FundraisingState::filed }));
    if (context.today() < plan.begins) {
        return fail(
            Errc::conflict, compose({ "{} 才开始", "it begins on {}" }, { to_string(plan.begins) })
        );
    }
    plan.state = FundraisingState::running;
    return write_plan(context, loaded, std::move(plan), "start");
}

/// Errors: conflict while a campaign of this branch still raises funds under the plan.
Result<void> check_no_campaign_is_open(CommandContext& context, Id plan) {
    std::string open;
    const std::array params { Param { context.branch }, Param { plan } };
    TRY(context.tx.query(
        "SELECT name FROM giving_campaign WHERE branch_id = $1 AND plan = $2 AND state = 'open' "
        "ORDER BY id LIMIT 1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            open = row.text(0);
            return {};
        }
    ));
    if (open.empty()) {
        return {};
    }
    return fail(
        Errc::conflict,
        compose(
            { "活动“{}”还在进行，请先结束", "the campaign {} is still open; close it first" },
            { open }
        )
    );
}

Result<Outcome> end_plan(CommandContext& context, const OnePlan& input) {
    const auto loaded = TRY(load_plan(context, input.plan));
    auto plan = loaded.as<FundraisingPlan>();
    TRY(demand_state(plan, { FundraisingState::running }));
    TRY(check_no_campaign_is_open(context, input.plan));
    plan.ended_on = std::min(plan.ends, context.today());
    plan.state = FundraisingState::ended;
    return write_plan(context, loaded, std::move(plan), "end");
}

struct ClosePlan {
    Id plan;
    Money surplus;
    std::string surplus_handling;
};

constexpr record::FieldSpec close_plan_fields[] = {
    field<&ClosePlan::plan>(which_plan),
    field<&ClosePlan::surplus>(NumberField { .label = { "剩余金额（元）", "Surplus (yuan)" },
                                             .min = 0,
                                             .max = amount_fen_max,
                                             .required = true }),
    field<&ClosePlan::surplus_handling>(TextField {
        .label = { "剩余财产的去向", "What became of the surplus" },
        .help = { "按募捐方案；方案未规定的用于目的相同或相近的项目（慈善法第五十八条）",
                  "As the plan says; else for a project of the same or a similar purpose" },
        .max_length = 2000,
        .multiline = true }),
};
static_assert(record::complete<ClosePlan>(close_plan_fields));

Result<Outcome> close_plan(CommandContext& context, const ClosePlan& input) {
    const auto loaded = TRY(load_plan(context, input.plan));
    auto plan = loaded.as<FundraisingPlan>();
    TRY(demand_state(plan, { FundraisingState::ended }));
    if (input.surplus.fen > 0 && input.surplus_handling.empty()) {
        return fail_field(
            "surplus_handling",
            Text { "有剩余的须写明去向", "is needed where something is left over" }
        );
    }
    plan.surplus = input.surplus;
    plan.surplus_handling = input.surplus_handling;
    plan.closed_on = context.today();
    plan.state = FundraisingState::closed;
    return write_plan(context, loaded, std::move(plan), "close");
}

constexpr std::string_view drafted[] = { "draft" };
constexpr std::string_view just_filed[] = { "filed" };
constexpr std::string_view in_force[] = { "filed", "running" };
constexpr std::string_view running[] = { "running" };
constexpr std::string_view ended[] = { "ended" };
constexpr record::Condition while_drafted[] = { { "state", drafted } };
constexpr record::Condition while_just_filed[] = { { "state", just_filed } };
constexpr record::Condition while_in_force[] = { { "state", in_force } };
constexpr record::Condition while_running[] = { { "state", running } };
constexpr record::Condition while_ended[] = { { "state", ended } };

template <class T, auto Handler>
record::CommandType about_a_plan(
    std::string_view name,
    Text title,
    std::span<const record::FieldSpec> asked_for,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, "giving.file_plan", asked_for);
    type.about = "giving.fundraising_plan";
    type.when = when;
    return type;
}

} // namespace

std::vector<record::CommandType> plan_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_a_plan<FilePlan, file_plan>(
        "giving.file_plan", { "登记备案", "File the plan" }, file_plan_fields, while_drafted
    ));
    commands.back().four_eyes = true;
    commands.push_back(about_a_plan<RefilePlan, refile_plan>(
        "giving.refile_plan", { "变更备案", "File a change" }, refile_plan_fields, while_in_force
    ));
    commands.back().four_eyes = true;
    commands.back().needs_reason = true;
    commands.push_back(about_a_plan<OnePlan, start_plan>(
        "giving.start_plan", { "开始募捐", "Start" }, one_plan_fields, while_just_filed
    ));
    commands.push_back(about_a_plan<OnePlan, end_plan>(
        "giving.end_plan", { "结束募捐", "End" }, one_plan_fields, while_running
    ));
    commands.push_back(about_a_plan<ClosePlan, close_plan>(
        "giving.close_plan", { "了结方案", "Close the plan" }, close_plan_fields, while_ended
    ));
    commands.back().four_eyes = true;
    return commands;
}

} // namespace boai::giving
