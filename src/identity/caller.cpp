#include "identity/caller.hpp"

#include "identity/api_token.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boai::identity {
namespace {

using storage::Param;

/// A role in force today, and the branch it holds from.
struct HeldRole {
    Id branch;
    Role role;
};

Result<std::vector<HeldRole>> held_roles(const CallerSources& sources, Id user) {
    std::vector<HeldRole> held;
    const std::array params { Param { user }, Param { local_day(sources.now) } };
    TRY(sources.queries(
        "SELECT branch_id, role FROM identity_role_grant WHERE holder = $1 AND state = 'granted' "
        "AND valid_from <= $2 AND (valid_until IS NULL OR valid_until >= $2)",
        params,
        [&](const storage::Row& row) -> Result<void> {
            Role role {};
            if (record::detail::store_choice(role, row.text(1))) {
                held.push_back({ row.id(0), role });
            }
            return {};
        }
    ));
    return held;
}

/// When a role of the user was last granted or taken away.
Result<Instant> roles_changed_at(const CallerSources& sources, Id user) {
    Instant last;
    const std::array params { Param { user } };
    TRY(sources.queries(
        "SELECT coalesce(max(updated_at), 0) FROM identity_role_grant WHERE holder = $1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            last = row.instant(0);
            return {};
        }
    ));
    return last;
}

/// The limits of all roles that are in force.
Result<std::vector<record::AmountLimit>> limits_in_force(const CallerSources& sources) {
    std::vector<record::AmountLimit> limits;
    TRY(sources.queries(
        "SELECT branch_id, role, command, amount FROM identity_role_limit "
        "WHERE state = 'active'",
        {},
        [&](const storage::Row& row) -> Result<void> {
            limits.push_back({ .branches = sources.branches.subtree(row.id(0)),
                               .role = std::string { row.text(1) },
                               .capability = std::string { row.text(2) },
                               .amount = row.money(3) });
            return {};
        }
    ));
    return limits;
}

Capabilities within(const Capabilities& granted, const Capabilities& scopes) {
    Capabilities both;
    std::ranges::set_intersection(granted, scopes, std::inserter(both, both.end()));
    return both;
}

/// Gives the caller the roles of its user, limited to `scopes` when there are any.
Result<void>
add_roles(const CallerSources& sources, Caller& caller, const std::optional<Capabilities>& scopes) {
    auto actor = std::make_shared<record::Actor>();
    actor->user = caller.account.key.user;
    actor->name = caller.account.name;
    if (!caller.account.must_change_password) {
        for (const auto& [branch, role] : TRY(held_roles(sources, actor->user))) {
            const auto* root = sources.branches.root();
            const auto& granted = sources.roles.of(role);
            actor->grants.push_back({ .branches = sources.branches.subtree(branch),
                                      .capabilities = scopes ? within(granted, *scopes) : granted,
                                      .everywhere = root != nullptr && root->id == branch,
                                      .role = std::string { name_of(role) } });
            if (std::ranges::find(caller.roles, role) == caller.roles.end()) {
                caller.roles.push_back(role);
            }
        }
    }
    actor->limits = TRY(limits_in_force(sources));
    caller.actor = std::move(actor);
    return {};
}

Result<void> check_active(const Account& account) {
    return account.state == UserState::active ? Result<void> {} : std::unexpected(not_signed_in());
}

/// A token as it is read.
struct TokenRow {
    Id branch;
    Id id;
    UserKey holder;
    std::string scopes;
    Instant last_used;
};

Result<std::optional<TokenRow>>
find_token(const CallerSources& sources, std::string_view token_hash) {
    std::optional<TokenRow> token;
    const std::array params { Param::blob(token_hash), Param { local_day(sources.now) } };
    TRY(sources.queries(
        "SELECT t.branch_id, t.id, u.branch_id, u.id, t.scopes, t.last_used "
        "FROM identity_api_token_hash h "
        "JOIN identity_api_token t ON t.branch_id = h.branch_id AND t.id = h.id "
        "JOIN identity_user u ON u.id = t.holder "
        "WHERE h.token_hash = $1 AND t.state = 'active' AND t.valid_until >= $2",
        params,
        [&](const storage::Row& row) -> Result<void> {
            token = TokenRow { row.id(0),
                               row.id(1),
                               { row.id(2), row.id(3) },
                               std::string { row.text(4) },
                               row.instant(5) };
            return {};
        }
    ));
    return token;
}

std::shared_ptr<LastSeen> seen_at(Instant at) {
    auto seen = std::make_shared<LastSeen>();
    seen->at = at.milliseconds;
    seen->written = at.milliseconds;
    return seen;
}

}  // namespace

Error not_signed_in() {
    return { Errc::unauthenticated, Text { "请先登录", "sign in first" }, {} };
}

Result<std::shared_ptr<Caller>>
caller_of_session(const CallerSources& sources, std::string_view token_hash) {
    const auto session = TRY(find_session(sources.queries, token_hash, sources.now));
    if (!session) {
        return std::unexpected(not_signed_in());
    }
    auto caller = std::make_shared<Caller>();
    caller->account = TRY(account_of(sources.queries, session->key));
    TRY(check_active(caller->account));
    caller->session = *session;
    caller->seen = seen_at(session->last_seen_at);
    caller->roles_changed_at = TRY(roles_changed_at(sources, caller->account.key.user));
    TRY(add_roles(sources, *caller, std::nullopt));
    return caller;
}

Result<std::shared_ptr<Caller>>
caller_of_token(const CallerSources& sources, std::string_view token_hash) {
    const auto token = TRY(find_token(sources, token_hash));
    if (!token) {
        return std::unexpected(not_signed_in());
    }
    auto caller = std::make_shared<Caller>();
    caller->account = TRY(account_of(sources.queries, token->holder));
    TRY(check_active(caller->account));
    caller->token = token->id;
    caller->token_branch = token->branch;
    caller->seen = seen_at(token->last_used);
    Capabilities scopes;
    for (const auto scope : split_scopes(token->scopes)) {
        scopes.merge(matching(sources.roles.all(), scope));
    }
    // A pattern may fit more than it did when the token was made; accounts stay out of it.
    std::erase_if(scopes, [](const auto& name) { return name.starts_with("identity."); });
    TRY(add_roles(sources, *caller, scopes));
    return caller;
}

}  // namespace boai::identity
