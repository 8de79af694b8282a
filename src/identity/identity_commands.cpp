#include "identity/identity_commands.hpp"

#include "base/json_text.hpp"
#include "identity/api_token_commands.hpp"
#include "identity/audit_event.hpp"
#include "identity/role_commands.hpp"
#include "identity/role_rules.hpp"
#include "identity/second_factor.hpp"
#include "identity/sign_in_limits.hpp"
#include "identity/store.hpp"
#include "identity/user.hpp"
#include "identity/user_pages.hpp"
#include "record/engine.hpp"
#include "record/hide.hpp"

#include <algorithm>
#include <iterator>

namespace boai::identity {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::ReferenceField;
using record::TextField;

struct CreateUser {
    std::string login;
    std::string name;
    std::string email;
};

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
        .mask = record::hide,
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

constexpr std::string_view activated[] = { "active", "locked" };
constexpr std::string_view yes[] = { "true" };
constexpr record::Condition while_activated[] = { { "state", activated } };
constexpr record::Condition while_factor_is_set[] = { { "second_factor", yes } };

constexpr record::ShownOnce link_shown[] = {
    { .name = "link", .label = { "一次性登录链接", "One-time sign-in link" }, .is_link = true },
};

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
    std::vector<record::CommandType> commands;
    add_commands_about_users(commands);
    for (auto more : { role_commands(), api_token_commands() }) {
        std::ranges::move(more, std::back_inserter(commands));
    }
    return commands;
}

}  // namespace boai::identity
