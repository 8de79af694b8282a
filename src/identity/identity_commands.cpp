#include "identity/identity_commands.hpp"

#include "base/json_text.hpp"
#include "identity/api_token.hpp"
#include "identity/audit_event.hpp"
#include "identity/role_grant.hpp"
#include "identity/role_rules.hpp"
#include "identity/roles.hpp"
#include "identity/rule_exception.hpp"
#include "identity/second_factor.hpp"
#include "identity/sign_in_limits.hpp"
#include "identity/store.hpp"
#include "identity/user.hpp"
#include "record/engine.hpp"

#include <ranges>

namespace boai::identity {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

struct CreateUser {
    std::string login;
    std::string name;
    std::string email;
};

std::string hide(const void*, std::string_view) {
    return "***";
}

constexpr record::FieldSpec create_user_fields[] = {
    field<&CreateUser::login>(TextField {
        .label = { "登录名", "Login" },
        .max_length = 64,
        .required = true,
    }),
    field<&CreateUser::name>(TextField {
        .label = { "姓名", "Name" },
        .max_length = 60,
        .required = true,
    }),
    field<&CreateUser::email>(TextField {
        .label = { "电子邮箱", "E-mail" },
        .max_length = 200,
        .privacy = record::Privacy::personal,
        .mask = hide,
    }),
};
static_assert(record::complete<CreateUser>(create_user_fields));

/// The user a command is about.
struct OfUser {
    Id user;
};

constexpr record::FieldSpec of_user_fields[] = {
    field<&OfUser::user>(ReferenceField {
        .label = { "用户", "User" },
        .to = "identity.user",
        .required = true,
    }),
};
static_assert(record::complete<OfUser>(of_user_fields));

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

struct CreateApiToken {
    std::string name;
    std::string scopes;
    Day valid_until;
};

constexpr record::FieldSpec create_token_fields[] = {
    field<&CreateApiToken::name>(TextField {
        .label = { "名称", "Name" },
        .help = { "用在哪里，如“官网同步”", "Where it is used, such as \"web site\"" },
        .max_length = 60,
        .required = true,
    }),
    field<&CreateApiToken::scopes>(TextField {
        .label = { "权限范围", "Scopes" },
        .help = { "如 giving.record_gift，可用 * 代替其中一段",
                  "Such as giving.record_gift; * stands for one part" },
        .max_length = 4000,
        .required = true,
        .multiline = true,
    }),
    field<&CreateApiToken::valid_until>(PlainField {
        .label = { "有效至（含当日）", "Valid until (last day)" },
        .help = { "最长一年", "A year at most" },
        .required = true,
    }),
};
static_assert(record::complete<CreateApiToken>(create_token_fields));

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

/// Makes a one-time link and writes it into the outcome, to be shown this once.
Result<Outcome>
with_link(CommandContext& context, Outcome outcome, UserKey key, LinkPurpose purpose) {
    const auto token = context.engine.vault().tokens().make(crypto::TokenKind::one_time);
    const LinkRow link { key, context.next_id(), purpose, context.now + invitation_ms };
    TRY(add_link(context.tx, link, token.hash, context.now));
    TRY(add_event(context, { .kind = AuditKind::link_made, .about = key.user }));
    outcome.kept_json.clear();
    JsonObject { outcome.kept_json }
        .text("id", to_string(outcome.id))
        .number("version", outcome.version);
    std::string link_json;
    JsonObject { link_json }
        .text("token", token.text)
        .text("expires_at", to_string(link.expires_at));
    outcome.json.clear();
    JsonObject { outcome.json }
        .text("id", to_string(outcome.id))
        .number("version", outcome.version)
        .key("link")
        += link_json;
    return outcome;
}

Result<Outcome> create_user(CommandContext& context, const CreateUser& input) {
    User user { .login = input.login, .name = input.name, .email = input.email };
    auto outcome = TRY(context.engine.create(context, user_type, std::move(user)));
    const UserKey key { context.branch, outcome.id };
    return with_link(context, std::move(outcome), key, LinkPurpose::invitation);
}

/// A user at home in the branch of the command. Errors: not_found.
Result<record::Loaded> user_here(CommandContext& context, Id user) {
    return context.engine.load(context, user_type, user);
}

/// With a link to an administrator's account its maker would have the powers of two.
Result<void> check_link_is_allowed(CommandContext& context, Id user) {
    if (!context.actor.is_system && TRY(holds_administrator_role(context, user))) {
        return fail(
            Errc::forbidden,
            Text { "管理员的密码只能由运维人员在服务器上用 boai user 重设",
                   "an administrator's password is reset by the operator only, with boai user" }
        );
    }
    return {};
}

Result<Outcome> reset_password(CommandContext& context, const OfUser& input) {
    const auto loaded = TRY(user_here(context, input.user));
    TRY(check_link_is_allowed(context, input.user));
    const auto state = loaded.as<User>().state;
    if (state == UserState::disabled) {
        return fail(
            Errc::conflict,
            Text { "该用户已停用，请先重新启用", "this user is disabled; enable it first" }
        );
    }
    return with_link(
        context,
        { .id = input.user, .version = loaded.head.version },
        { context.branch, input.user },
        state == UserState::invited ? LinkPurpose::invitation : LinkPurpose::reset
    );
}

Result<Outcome> grant(CommandContext& context, const GrantRole& input) {
    RoleGrant made { .holder = input.user,
                     .role = input.role,
                     .valid_from = input.valid_from.value_or(context.today()),
                     .valid_until = input.valid_until };
    return context.engine.create(context, role_grant_type, std::move(made));
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

/// Scopes are known capabilities outside identity: accounts and roles need a person signed in.
Result<void> check_scopes(const record::Registry& registry, std::string_view scopes) {
    const auto all = capabilities_of(registry);
    for (const auto scope : split_scopes(scopes)) {
        const auto found = matching(all, scope);
        const bool is_outside = std::ranges::none_of(found, [](const auto& name) {
            return name.starts_with("identity.");
        });
        if (found.empty() || !is_outside) {
            return fail_field(
                "scopes",
                compose(
                    { "不能使用 {}：没有这项权限，或属于账号管理",
                      "{} cannot be used: there is no such permission, or it is about accounts" },
                    { scope.substr(0, 100) }
                )
            );
        }
    }
    return {};
}

Result<Outcome> create_api_token(CommandContext& context, const CreateApiToken& input) {
    constexpr std::int32_t days_max = 366;
    const auto days = input.valid_until - context.today();
    if (days < 0 || days > days_max) {
        return fail_field(
            "valid_until", Text { "应在今天起一年之内", "must be within a year from today" }
        );
    }
    TRY(check_scopes(context.engine.registry(), input.scopes));
    ApiToken made { .name = input.name,
                    .holder = context.actor.user,
                    .scopes = input.scopes,
                    .valid_until = input.valid_until };
    auto outcome = TRY(context.engine.create(context, api_token_type, std::move(made)));
    const auto token = context.engine.vault().tokens().make(crypto::TokenKind::api);
    TRY(add_token_hash(context.tx, context.branch, outcome.id, token.hash));
    outcome.kept_json = std::move(outcome.json);
    outcome.json.clear();
    JsonObject { outcome.json }
        .text("id", to_string(outcome.id))
        .number("version", outcome.version)
        .text("token", token.text);
    return outcome;
}

Result<Outcome> unlock_user(CommandContext& context, const OfUser& input) {
    const auto loaded = TRY(user_here(context, input.user));
    auto user = loaded.as<User>();
    const auto number = login_number(context.engine.vault(), user.login);
    TRY(clear_failures(context.tx, context.branch, number));
    TRY(add_event(
        context,
        { .kind = AuditKind::unlocked,
          .about = input.user,
          .reason = std::string { context.reason } }
    ));
    Outcome outcome { .id = input.user, .version = loaded.head.version };
    if (user.state == UserState::locked) {
        user.state = UserState::active;
        const auto& table = context.engine.registry().table(user_type);
        return context.engine.update(context, table, loaded, &user, { .action = "unlock" });
    }
    JsonObject { outcome.json }
        .text("id", to_string(outcome.id))
        .number("version", outcome.version);
    return outcome;
}

Result<Outcome> remove_second_factor(CommandContext& context, const OfUser& input) {
    if (input.user == context.actor.user) {
        return fail(
            Errc::forbidden,
            Text { "请在“我的账号”里用密码移除自己的验证器",
                   "remove your own with your password, under My account" }
        );
    }
    const auto loaded = TRY(user_here(context, input.user));
    TRY(clear_second_factor(context, { context.branch, input.user }));
    Outcome outcome { .id = input.user, .version = loaded.head.version };
    JsonObject { outcome.json }
        .text("id", to_string(outcome.id))
        .number("version", outcome.version);
    return outcome;
}

Result<Outcome> allow_exception(CommandContext& context, const AllowException& input) {
    RuleException made { .rule = input.rule, .reason = std::string { context.reason } };
    return context.engine.create(context, rule_exception_type, std::move(made));
}

constexpr std::string_view enabled[] = { "invited", "active", "locked" };
constexpr std::string_view activated[] = { "active", "locked" };
constexpr std::string_view yes[] = { "true" };
constexpr record::Condition while_enabled[] = { { "state", enabled } };
constexpr record::Condition while_activated[] = { { "state", activated } };
constexpr record::Condition while_factor_is_set[] = { { "second_factor", yes } };

constexpr record::ShownOnce link_shown[] = {
    { .name = "link", .label = { "一次性登录链接", "One-time sign-in link" }, .is_link = true },
};
constexpr record::ShownOnce token_shown[] = {
    { .name = "token", .label = { "接口令牌", "API token" } },
};

record::CommandType with_reason(record::CommandType command) {
    command.needs_reason = true;
    return command;
}

record::CommandType
about_a_user(record::CommandType command, std::span<const record::Condition> when) {
    command.about = "identity.user";
    command.when = when;
    return command;
}

/// How people come in and what they may do.
void add_commands_about_users(std::vector<record::CommandType>& commands) {
    using record::command;
    commands.push_back(command<CreateUser, create_user>(
        "identity.create_user",
        { "新建用户", "Create a user" },
        "identity.create_user",
        create_user_fields
    ));
    commands.back().makes = "identity.user";
    commands.back().shown_once = link_shown;
    commands.push_back(about_a_user(
        command<OfUser, reset_password>(
            "identity.reset_password",
            { "重设密码链接", "Make a link to reset a password" },
            "identity.reset_password",
            of_user_fields
        ),
        while_enabled
    ));
    commands.back().shown_once = link_shown;
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
    commands.push_back(with_reason(about_a_user(
        command<OfUser, unlock_user>(
            "identity.unlock_user",
            { "解锁用户", "Unlock a user" },
            "identity.unlock_user",
            of_user_fields
        ),
        while_activated
    )));
    commands.push_back(with_reason(about_a_user(
        command<OfUser, remove_second_factor>(
            "identity.remove_second_factor",
            { "移除动态验证码", "Remove a second factor" },
            "identity.remove_second_factor",
            of_user_fields
        ),
        while_factor_is_set
    )));
}

}  // namespace

std::vector<record::CommandType> identity_commands() {
    using record::command;
    std::vector<record::CommandType> commands;
    add_commands_about_users(commands);
    commands.push_back(command<CreateApiToken, create_api_token>(
        "identity.create_api_token",
        { "生成接口令牌", "Create an API token" },
        "identity.create_api_token",
        create_token_fields
    ));
    commands.back().makes = "identity.api_token";
    commands.back().shown_once = token_shown;
    commands.push_back(with_reason(command<AllowException, allow_exception>(
        "identity.allow_exception",
        { "允许规则例外", "Allow a rule exception" },
        "identity.allow_exception",
        allow_exception_fields
    )));
    commands.back().makes = "identity.rule_exception";
    return commands;
}

}  // namespace boai::identity
