#include "modules/emergency/emergency_commands.hpp"

#include "modules/emergency/duty_entry.hpp"
#include "modules/emergency/emergency.hpp"
#include "modules/emergency/limits.hpp"
#include "record/engine.hpp"

#include <array>

namespace boai::emergency {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;
using storage::Param;

// The giving module is met by the names of its records, as references do.
constexpr std::string_view campaign_record = "giving.campaign";
constexpr std::string_view plan_record = "giving.fundraising_plan";

constexpr ReferenceField which_emergency { .label = { "突发事件", "Emergency" },
                                           .to = "emergency.emergency",
                                           .required = true,
                                           .own_branch = true };

struct OpenEmergency {
    std::string name;
    ResponseLevel level = ResponseLevel::none;
    Id campaign;
    std::optional<Day> began_on;
};

constexpr record::FieldSpec open_emergency_fields[] = {
    field<&OpenEmergency::name>(TextField {
        .label = { "事件名称", "Event" }, .max_length = name_length_max, .required = true }),
    field<&OpenEmergency::level>(PlainField { .label = { "响应级别", "Level" } }),
    field<&OpenEmergency::campaign>(ReferenceField {
        .label = { "募捐活动", "Campaign" }, .to = "giving.campaign", .required = true }),
    field<&OpenEmergency::began_on>(PlainField {
        .label = { "事件发生日期", "Began on" },
        .help = { "不填为今天；每五日公示一次从这天算起",
                  "Today when empty; income is disclosed every five days from here on" } }),
};
static_assert(record::complete<OpenEmergency>(open_emergency_fields));

/// What a record says in a field. Empty where there is no such field.
record::FieldValue said(const record::RecordType& type, const Loaded& loaded, const char* name) {
    const auto* field = type.find_field(name);
    return field == nullptr ? record::FieldValue {} : field->get(loaded.value.get());
}

/// A plan that is not for an emergency is disclosed every three months, not every five days.
Result<void> check_emergency_plan(CommandContext& context, Id plan) {
    const auto* table = context.engine.registry().find_record(plan_record);
    if (table == nullptr) {
        return {};
    }
    const auto loaded = TRY(context.engine.refer(context, table->type(), plan));
    const auto flag = said(table->type(), *loaded, "is_emergency");
    if (flag.is_number() && flag.number() != 0) {
        return {};
    }
    return fail_field(
        "campaign",
        Text { "该活动的募捐方案不是应对突发事件的方案；请先另建或改正方案",
               "its fundraising plan is not one for a major emergency; make or correct that first" }
    );
}

Result<void> check_campaign(CommandContext& context, Id campaign) {
    const auto* table = context.engine.registry().find_record(campaign_record);
    if (table == nullptr) {
        return fail(Errc::unavailable, Text { "没有募捐活动", "there are no campaigns" });
    }
    const auto loaded = TRY(context.engine.refer(context, table->type(), campaign));
    if (said(table->type(), *loaded, "state").text() != "open") {
        return fail_field(
            "campaign",
            Text { "该活动没有在进行，请先发布", "is not open; publish the campaign first" }
        );
    }
    const auto plan = said(table->type(), *loaded, "plan");
    return plan.is_number() ? check_emergency_plan(context, Id { plan.number() }) : Result<void> {};
}

Result<Day> settle_day(const CommandContext& context, std::optional<Day> began_on) {
    const auto day = began_on.value_or(context.today());
    if (day > context.today()) {
        return fail_field("began_on", Text { "日期不能晚于今天", "must not be after today" });
    }
    if (context.today() - day > begun_days_max) {
        return fail_field(
            "began_on",
            compose(
                { "不能早于 {} 天前", "must not be more than {} days ago" },
                { std::to_string(begun_days_max) }
            )
        );
    }
    return day;
}

Result<Outcome> open_emergency(CommandContext& context, const OpenEmergency& input) {
    TRY(check_campaign(context, input.campaign));
    return context.engine.create(
        context,
        emergency_type,
        Emergency { .name = input.name,
                    .level = input.level,
                    .campaign = input.campaign,
                    .began_on = TRY(settle_day(context, input.began_on)) }
    );
}

Result<Loaded> load_open(CommandContext& context, Id id) {
    auto loaded = TRY(context.engine.load(context, emergency_type, id));
    if (loaded.as<Emergency>().state != EmergencyState::open) {
        return fail(Errc::conflict, Text { "该突发事件已经结束", "this emergency is closed" });
    }
    return loaded;
}

struct CloseEmergency {
    Id emergency;
    std::string conclusion;
};

constexpr record::FieldSpec close_emergency_fields[] = {
    field<&CloseEmergency::emergency>(which_emergency),
    field<&CloseEmergency::conclusion>(TextField {
        .label = { "结束说明", "How it ended" },
        .help
        = { "如何结束，剩余款物如何处理", "How it ended, and what is done with what is left" },
        .max_length = conclusion_length_max,
        .required = true,
        .multiline = true }),
};
static_assert(record::complete<CloseEmergency>(close_emergency_fields));

Result<Outcome> close_emergency(CommandContext& context, const CloseEmergency& input) {
    const auto loaded = TRY(load_open(context, input.emergency));
    auto emergency = loaded.as<Emergency>();
    emergency.state = EmergencyState::closed;
    emergency.ended_at = context.now;
    emergency.conclusion = input.conclusion;
    return context.engine.update(
        context, emergency_type, loaded, std::move(emergency), { .action = "close" }
    );
}

struct EnterDuty {
    Id emergency;
    DutyKind kind = DutyKind::note;
    std::string text;
};

constexpr record::FieldSpec enter_duty_fields[] = {
    field<&EnterDuty::emergency>(which_emergency),
    field<&EnterDuty::kind>(PlainField { .label = { "类型", "Kind" } }),
    field<&EnterDuty::text>(TextField {
        .label = { "内容", "Detail" },
        .help = { "不写个人电话、证件号等信息", "No phone or identity numbers of persons" },
        .max_length = duty_text_length_max,
        .multiline = true }),
};
static_assert(record::complete<EnterDuty>(enter_duty_fields));

/// Pure part of the check, before the command is queued.
Result<void> check_enter_duty(const EnterDuty& input) {
    if (input.kind == DutyKind::note && input.text.empty()) {
        return fail_field("text", Text { "必填", "is required" });
    }
    return {};
}

/// Who is on duty; none when nobody is.
Result<Id> officer_on_duty(CommandContext& context, Id emergency) {
    Id officer;
    const std::array params { Param { context.branch }, Param { emergency } };
    TRY(context.tx.query(
        "SELECT officer, kind FROM emergency_duty_entry WHERE branch_id = $1 AND emergency = $2 "
        "AND kind <> 'note' ORDER BY id DESC LIMIT 1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            officer = row.text(1) == "take_over" ? row.id(0) : Id {};
            return {};
        }
    ));
    return officer;
}

Result<Outcome> enter_duty(CommandContext& context, const EnterDuty& input) {
    TRY(load_open(context, input.emergency));
    const auto on_duty = TRY(officer_on_duty(context, input.emergency));
    const bool is_mine = on_duty == context.actor.user;
    if (input.kind == DutyKind::take_over && is_mine) {
        return fail(Errc::conflict, Text { "您已在岗", "you are on duty already" });
    }
    if (input.kind == DutyKind::leave && !is_mine) {
        return fail(Errc::conflict, Text { "您不在岗", "you are not on duty" });
    }
    return context.engine.create(
        context,
        duty_entry_type,
        DutyEntry { .emergency = input.emergency,
                    .kind = input.kind,
                    .officer = context.actor.user,
                    .text = input.text }
    );
}

constexpr std::string_view is_open[] = { "open" };
constexpr record::Condition while_open[] = { { "state", is_open } };

} // namespace

std::vector<record::CommandType> emergency_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(record::command<OpenEmergency, open_emergency>(
        "emergency.open_emergency",
        { "开启应急模式", "Switch the emergency mode on" },
        "emergency.open_emergency",
        open_emergency_fields
    ));
    commands.back().makes = emergency_type.name;
    commands.push_back(record::command<CloseEmergency, close_emergency>(
        "emergency.close_emergency",
        { "结束应急模式", "Switch the emergency mode off" },
        "emergency.open_emergency",
        close_emergency_fields
    ));
    commands.back().about = emergency_type.name;
    commands.back().when = while_open;
    commands.push_back(record::command<EnterDuty, enter_duty>(
        "emergency.enter_duty",
        { "写值班记录", "Write the duty log" },
        "emergency.enter_duty",
        enter_duty_fields
    ));
    commands.back().about = emergency_type.name;
    commands.back().when = while_open;
    commands.back().check = record::checked<check_enter_duty>;
    return commands;
}

} // namespace boai::emergency
