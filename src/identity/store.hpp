/// \file
/// The tables of identity that are no records: credentials, sessions, one-time links, failures.
/// They are written by the service and by commands, in their transactions, and never listed.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "identity/user.hpp"
#include "record/record_table.hpp"
#include "storage/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai::identity {

/// A user and the home branch the rows stand under.
struct UserKey {
    Id branch;
    Id user;
};

/// What signing in needs to know of a user.
struct Account {
    UserKey key;
    std::string login;
    std::string name;
    UserState state = UserState::invited;
    bool must_change_password = false;
    bool second_factor = false;
};

/// What a user proves himself with. Secrets are sealed by the user's own key.
struct Credential {
    std::string password_hash;   ///< empty before the first password
    std::string totp_sealed;     ///< in use when Account::second_factor
    std::string totp_pending;    ///< shown, not yet confirmed
    std::int64_t totp_step = 0;  ///< the last one used
};

/// One signed-in browser.
struct SessionRow {
    UserKey key;
    Id id;
    Instant last_seen_at;
    Instant expires_at;
    Instant token_made_at;
};

struct NewSession {
    std::string token_hash;
    Instant now;
    Instant expires_at;
    std::string address;
};

enum class LinkPurpose : std::uint8_t { first, invitation, reset };

/// A link that is still good.
struct LinkRow {
    UserKey key;  ///< no user for the first administrator
    Id id;
    LinkPurpose purpose = LinkPurpose::first;
    Instant expires_at;
};

/// Failed sign-ins under one login since the last good one.
struct Failures {
    std::int64_t count = 0;
    Instant locked_until;
    Instant last_at;
};

// Users and credentials.

Result<std::optional<Account>> find_account(record::Queries queries, std::string_view login);
/// Errors: not_found.
Result<Account> account_of(record::Queries queries, UserKey key);
/// Empty values when there is none yet.
Result<Credential> credential_of(record::Queries queries, UserKey key);
Result<void>
save_credential(storage::Transaction& tx, UserKey key, const Credential& credential, Instant now);
/// Whether a system administrator ever was: somebody who was given the role and has set a password.
Result<bool> had_system_administrator(record::Queries queries);

// Sessions.

Result<void> add_session(storage::Transaction& tx, UserKey key, Id id, const NewSession& session);
/// The session of a token, or of the token before it while that is still taken.
Result<std::optional<SessionRow>>
find_session(record::Queries queries, std::string_view token_hash, Instant now);
/// Gives the session a new token; the old one is taken until `old_until`.
Result<void> replace_token(
    storage::Transaction& tx,
    const SessionRow& session,
    std::string_view token_hash,
    Instant now,
    Instant old_until
);
/// Ends the user's sessions, but for `except` when it is one.
Result<void> end_sessions(storage::Transaction& tx, UserKey key, Id except);
Result<void> end_session(storage::Transaction& tx, UserKey key, Id id);
/// Removes sessions of the branch that are over.
Result<void> forget_expired_sessions(storage::Transaction& tx, Id branch, Instant now);

// One-time links.

/// Adds a link; earlier ones of the same user (or for the first administrator) are void.
Result<void>
add_link(storage::Transaction& tx, const LinkRow& link, std::string_view token_hash, Instant now);
Result<std::optional<LinkRow>>
find_link(record::Queries queries, std::string_view token_hash, Instant now);
/// Marks a link as used. Errors: unauthenticated when it was used meanwhile.
Result<void> use_link(storage::Transaction& tx, const LinkRow& link, Instant now);

// API tokens.

Result<void>
add_token_hash(storage::Transaction& tx, Id branch, Id token, std::string_view token_hash);

// Failures, by the number that stands for a login whether it exists or not.

Result<Failures> failures_of(record::Queries queries, Id branch, std::int64_t login_number);
Result<void> save_failures(
    storage::Transaction& tx, Id branch, std::int64_t login_number, const Failures& failures
);
Result<void> clear_failures(storage::Transaction& tx, Id branch, std::int64_t login_number);
/// Removes counters nobody added to since `before`.
Result<void> forget_failures(storage::Transaction& tx, Id branch, Instant before);

/// Lets every caller kept in memory be read again, once the transaction is committed.
void forget_callers_after(storage::Transaction& tx);
/// Grows with every commit that changed who may do what; one count for the whole program, so that
/// a second book in it costs a reading more. Threads: any.
[[nodiscard]] std::uint64_t permission_changes();

} // namespace boai::identity
