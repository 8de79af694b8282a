#include "identity/address.hpp"
#include "identity/identity_service.hpp"
#include "identity/role_grant.hpp"
#include "identity/sign_in_limits.hpp"

namespace boai::identity {
namespace {

using record::queries_of;

constexpr Text bad_link { "链接已使用或已过期，请向管理员索取新的链接",
                          "the link was used or is too old; ask an administrator for a new one" };

Result<void> check_first(record::CommandContext& context) {
    if (TRY(had_system_administrator(queries_of(context.tx)))) {
        return fail(
            Errc::conflict,
            Text { "已有系统管理员，请登录", "there is a system administrator already; sign in" }
        );
    }
    return {};
}

/// Makes the first administrator's account, in the root branch.
Result<Id> add_first_user(record::CommandContext& context, const LinkUse& use) {
    User user { .login = use.login, .name = use.name, .state = UserState::active };
    const auto made = TRY(context.engine.create(context, user_type, std::move(user)));
    TRY(context.engine.create(
        context,
        role_grant_type,
        RoleGrant {
            .holder = made.id, .role = Role::system_administrator, .valid_from = context.today() }
    ));
    return made.id;
}

/// Stores a new password; every session of the user ends and the failures are forgotten.
Result<void>
set_password(record::CommandContext& context, const Account& account, std::string_view hash) {
    auto credential = TRY(credential_of(queries_of(context.tx), account.key));
    credential.password_hash = hash;
    TRY(save_credential(context.tx, account.key, credential, context.now));
    TRY(end_sessions(context.tx, account.key, {}));
    const auto number = login_number(context.engine.vault(), account.login);
    return clear_failures(context.tx, account.key.branch, number);
}

/// An invited user becomes active; nobody has to change the password just set.
Result<void> activate(record::CommandContext& context, UserKey key) {
    const auto& table = context.engine.registry().table(user_type);
    const auto before = TRY(table.load(queries_of(context.tx), key.branch, key.user));
    auto user = before.as<User>();
    const bool was_invited = user.state == UserState::invited;
    if (!was_invited && !user.must_change_password) {
        return {};
    }
    user.state = was_invited ? UserState::active : user.state;
    user.must_change_password = false;
    TRY(context.engine.update(
        context, table, before, &user, { .action = was_invited ? "activate" : "update" }
    ));
    return {};
}

}  // namespace

Result<std::optional<OneTimeLink>> IdentityService::first_link() {
    const auto branches = engine_.branches();
    const auto* root = branches->root();
    if (root == nullptr) {
        return fail(
            Errc::not_found,
            Text { "还没有机构，请先建立最上级机构", "there is no branch yet; make the root first" }
        );
    }
    const auto token = engine_.vault().tokens().make(crypto::TokenKind::one_time);
    std::optional<OneTimeLink> link;
    TRY(write({ root->id, {} }, [&](record::CommandContext& context) -> Result<void> {
        link.reset();
        if (TRY(had_system_administrator(queries_of(context.tx)))) {
            return {};
        }
        link = OneTimeLink { token.text, context.now + first_link_ms };
        const LinkRow row {
            { root->id, {} }, context.next_id(), LinkPurpose::first, link->expires_at
        };
        TRY(add_link(context.tx, row, token.hash, context.now));
        return add_event(context, { .kind = AuditKind::link_made, .detail = "first" });
    }));
    return link;
}

Result<LinkRow> IdentityService::good_link(std::string_view token, std::string_view address) {
    TRY(attempts_.admit(address));
    const auto hash = engine_.vault().tokens().hash(crypto::TokenKind::one_time, token);
    const auto link = TRY(read([&](storage::Connection& connection) {
        return find_link(queries_of(connection), hash, now());
    }));
    if (!link) {
        return fail(Errc::unauthenticated, bad_link);
    }
    return *link;
}

Result<LinkFacts> IdentityService::describe_link(std::string_view token, std::string_view address) {
    const auto link = TRY(good_link(token, address));
    LinkFacts facts { .purpose = link.purpose, .expires_at = link.expires_at };
    if (link.purpose != LinkPurpose::first) {
        const auto account = TRY(read([&](storage::Connection& connection) {
            return account_of(queries_of(connection), link.key);
        }));
        facts.login = account.login;
        facts.name = account.name;
    }
    return facts;
}

Result<UserKey> IdentityService::make_first_administrator(const LinkRow& link, const LinkUse& use) {
    TRY(crypto::check_password(use.password, normal_login(use.login)));
    const auto hash = TRY(crypto::hash_password(use.password, options_.password_cost));
    UserKey key { link.key.branch, {} };
    TRY(write({ link.key.branch, {} }, [&](record::CommandContext& context) -> Result<void> {
        TRY(identity::use_link(context.tx, link, context.now));
        TRY(check_first(context));
        key.user = TRY(add_first_user(context, use));
        TRY(save_credential(context.tx, key, { .password_hash = hash }, context.now));
        return add_event(
            context,
            { .kind = AuditKind::link_used,
              .done_by = key.user,
              .detail = "first",
              .address = coarse(use.address) }
        );
    }));
    return key;
}

Result<UserKey> IdentityService::set_first_password(const LinkRow& link, const LinkUse& use) {
    const auto account = TRY(read([&](storage::Connection& connection) {
        return account_of(queries_of(connection), link.key);
    }));
    if (account.state == UserState::disabled || account.state == UserState::locked) {
        return fail(Errc::unauthenticated, bad_link);
    }
    TRY(crypto::check_password(use.password, account.login));
    const auto hash = TRY(crypto::hash_password(use.password, options_.password_cost));
    TRY(write(link.key, [&](record::CommandContext& context) -> Result<void> {
        TRY(identity::use_link(context.tx, link, context.now));
        TRY(set_password(context, account, hash));
        TRY(activate(context, link.key));
        return add_event(
            context,
            { .kind = AuditKind::link_used,
              .detail = link.purpose == LinkPurpose::reset ? "reset" : "invitation",
              .address = coarse(use.address) }
        );
    }));
    return link.key;
}

Result<std::optional<SignedIn>> IdentityService::use_link(const LinkUse& use) {
    const auto link = TRY(good_link(use.token, use.address));
    const auto key = link.purpose == LinkPurpose::first ? TRY(make_first_administrator(link, use))
                                                        : TRY(set_first_password(link, use));
    const auto account = TRY(read([&](storage::Connection& connection) {
        return account_of(queries_of(connection), key);
    }));
    if (account.second_factor) {
        return std::nullopt;
    }
    const Known known { .account = account,
                        .credential = {},
                        .branch = key.branch,
                        .number = login_number(engine_.vault(), account.login),
                        .failures = {} };
    return open_session(known, 0, { .address = use.address });
}

}  // namespace boai::identity
