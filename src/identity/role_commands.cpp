#include "identity/role_commands.hpp"

#include "identity/role_grant.hpp"
#include "identity/role_rules.hpp"
#include "identity/rule_exception.hpp"
#include "identity/user_pages.hpp"
#include "record/engine.hpp"

namespace boai::identity {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;

struct GrantRole {
    Id user;
    Role role = Role::viewer;
    std::optional<Day> valid_from;
    std::optional<Day> valid_until;
};

constexpr record::FieldSpec grant_role_fields[] = {
    field<&GrantRole::user>(ReferenceField {
        .label = { "用户", "User" },
        .to = "identity.user",
        .required = true,
    }),
    field<&GrantRole::role>(PlainField {
        .label = { "角色", "Role" },
        .required = true,
    }),
    field<&GrantRole::valid_from>(PlainField {
        .label = { "自", "From" },
        .help = { "不填为今天", "Today when left out" },
    }),
    field<&GrantRole::valid_until>(PlainField {
        .label = { "至（含当日）", "Until (last day)" },
        .help = { "不填为长期", "No end when left out" },
    }),
};
static_assert(record::complete<GrantRole>(grant_role_fields));

struct AppointAdministrator {
    Id user;
    Role role = Role::security_administrator;
};

constexpr record::FieldSpec appoint_fields[] = {
    field<&AppointAdministrator::user>(ReferenceField {
        .label = { "用户", "User" },
        .to = "identity.user",
        .required = true,
    }),
    field<&AppointAdministrator::role>(PlainField {
        .label = { "角色", "Role" },
        .required = true,
    }),
};
static_assert(record::complete<AppointAdministrator>(appoint_fields));

struct AllowException {
    Rule rule = Rule::system_and_security_apart;
};

constexpr record::FieldSpec allow_exception_fields[] = {
    field<&AllowException::rule>(PlainField {
        .label = { "规则", "Rule" },
        .required = true,
    }),
};
static_assert(record::complete<AllowException>(allow_exception_fields));

Result<Outcome> grant(CommandContext& context, const GrantRole& input) {
    const RoleGrant made { .holder = input.user,
                           .role = input.role,
                           .valid_from = input.valid_from.value_or(context.today()),
                           .valid_until = input.valid_until };
    return context.engine.create(context, role_grant_type, made);
}

/// The first administrator of a new book has nobody who could grant the other two roles.
Result<Outcome> appoint_administrator(CommandContext& context, const AppointAdministrator& input) {
    const bool is_other = is_administrator(input.role) && input.role != Role::system_administrator;
    if (!is_other) {
        return fail_field(
            "role",
            Text { "这里只任命首位安全管理员和首位审计管理员",
                   "only the first security and the first audit administrator are appointed so" }
        );
    }
    if (TRY(was_ever_granted(context, input.role))) {
        return fail(
            Errc::conflict,
            Text { "首位已任命；此后由安全管理员授予",
                   "the first one was appointed; from now on the security administrator grants it" }
        );
    }
    return grant(context, { .user = input.user, .role = input.role });
}

Result<Outcome> allow_exception(CommandContext& context, const AllowException& input) {
    RuleException made { .rule = input.rule, .reason = std::string { context.reason } };
    return context.engine.create(context, rule_exception_type, std::move(made));
}

} // namespace

std::vector<record::CommandType> role_commands() {
    using record::command;
    std::vector<record::CommandType> commands;
    commands.push_back(about_a_user(
        command<GrantRole, grant>(
            "identity.grant_role",
            { "授予角色", "Grant a role" },
            "identity.grant_role",
            grant_role_fields
        ),
        while_enabled
    ));
    commands.back().makes = "identity.role_grant";
    commands.push_back(about_a_user(
        command<AppointAdministrator, appoint_administrator>(
            "identity.appoint_administrator",
            { "任命首位安全或审计管理员", "Appoint the first security or audit administrator" },
            "identity.appoint_administrator",
            appoint_fields
        ),
        while_enabled
    ));
    commands.push_back(with_reason(command<AllowException, allow_exception>(
        "identity.allow_exception",
        { "允许规则例外", "Allow a rule exception" },
        "identity.allow_exception",
        allow_exception_fields
    )));
    commands.back().makes = "identity.rule_exception";
    return commands;
}

} // namespace boai::identity
