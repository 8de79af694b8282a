/// \file
/// Caller: who sends a request, as the program knows it: the user, the session or token, and the
/// actor made of the user's roles.
#pragma once

#include "identity/roles.hpp"
#include "identity/store.hpp"
#include "record/actor.hpp"
#include "record/branch_tree.hpp"
#include "record/record_table.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boai::identity {

/// When a session or token was last used, in milliseconds; shared by all readings of it.
struct LastSeen {
    std::atomic<std::int64_t> at { 0 };
    std::atomic<std::int64_t> written { 0 };  ///< what the database knows
};

/// Immutable but for `seen`.
struct Caller {
    std::shared_ptr<const record::Actor> actor;
    Account account;
    std::vector<Role> roles;
    Instant roles_changed_at; ///< when one was last granted or taken away
    SessionRow session;  ///< no id when a program calls by token
    Id token;            ///< the API token
    Id token_branch;
    std::shared_ptr<LastSeen> seen;
};

/// What callers are made from; references outlive the call.
struct CallerSources {
    const Roles& roles;
    const record::BranchTree& branches;
    record::Queries queries;
    Instant now;
};

/// The caller of a signed-in browser.
/// Errors: unauthenticated when there is no such session or its user is not active.
Result<std::shared_ptr<Caller>>
caller_of_session(const CallerSources& sources, std::string_view token_hash);

/// The caller of an API token: the user's roles within the token's scopes.
/// Errors: unauthenticated when it is unknown, revoked or too old, or its user is not active.
Result<std::shared_ptr<Caller>>
caller_of_token(const CallerSources& sources, std::string_view token_hash);

/// The error of whoever is not signed in.
[[nodiscard]] Error not_signed_in();

}  // namespace boai::identity
