#include "identity/store.hpp"

#include "identity/role.hpp"

#include <algorithm>
#include <array>
#include <atomic>

namespace boai::identity {
namespace {

using storage::Kind;
using storage::Param;
using storage::Row;

const storage::InsertShape credential_shape {
    "identity_credential",
    { { "branch_id" },
      { "id" },
      { "password_hash", Kind::text },
      { "totp_sealed", Kind::blob },
      { "totp_pending", Kind::blob },
      { "totp_step" },
      { "changed_at" } },
    "ON CONFLICT (branch_id, id) DO UPDATE SET password_hash = excluded.password_hash, "
    "totp_sealed = excluded.totp_sealed, totp_pending = excluded.totp_pending, "
    "totp_step = excluded.totp_step, changed_at = excluded.changed_at"
};

const storage::InsertShape session_shape { "identity_session",
                                           { { "branch_id" },
                                             { "id" },
                                             { "holder" },
                                             { "token_hash", Kind::blob },
                                             { "created_at" },
                                             { "token_made_at" },
                                             { "last_seen_at" },
                                             { "expires_at" },
                                             { "address", Kind::text } },
                                           "" };

const storage::InsertShape link_shape { "identity_one_time_link",
                                        { { "branch_id" },
                                          { "id" },
                                          { "holder" },
                                          { "purpose", Kind::text },
                                          { "token_hash", Kind::blob },
                                          { "created_at" },
                                          { "expires_at" } },
                                        "" };

const storage::InsertShape token_hash_shape {
    "identity_api_token_hash", { { "branch_id" }, { "id" }, { "token_hash", Kind::blob } }, ""
};

const storage::InsertShape failure_shape {
    "identity_sign_in_failure",
    { { "branch_id" }, { "id" }, { "failures" }, { "locked_until" }, { "last_at" } },
    "ON CONFLICT (branch_id, id) DO UPDATE SET failures = excluded.failures, "
    "locked_until = excluded.locked_until, last_at = excluded.last_at"
};

constexpr std::string_view account_columns
    = "SELECT branch_id, id, login, name, state, must_change_password, second_factor "
      "FROM identity_user ";

constexpr std::array<std::string_view, 3> purposes { "first", "invitation", "reset" };

Result<std::optional<Account>>
one_account(record::Queries queries, std::string_view where, storage::Params params) {
    std::optional<Account> account;
    TRY(queries(
        std::string { account_columns } + std::string { where },
        params,
        [&](const Row& row) -> Result<void> {
            account = Account { .key = { row.id(0), row.id(1) },
                                .login = std::string { row.text(2) },
                                .name = std::string { row.text(3) },
                                .must_change_password = row.number(5) != 0,
                                .second_factor = row.number(6) != 0 };
            if (!record::detail::store_choice(account->state, row.text(4))) {
                return fail(
                    Errc::corrupt, Text { "用户的状态无法识别", "a user is in an unknown state" }
                );
            }
            return {};
        }
    ));
    return account;
}

Param optional_blob(std::string_view bytes) {
    return bytes.empty() ? Param {} : Param::blob(bytes);
}

std::atomic<std::uint64_t>& change_count() {
    static std::atomic<std::uint64_t> count { 1 };
    return count;
}

}  // namespace

Result<std::optional<Account>> find_account(record::Queries queries, std::string_view login) {
    const std::array params { Param { login } };
    return one_account(queries, "WHERE login = $1", params);
}

Result<Account> account_of(record::Queries queries, UserKey key) {
    const std::array params { Param { key.branch }, Param { key.user } };
    auto account = TRY(one_account(queries, "WHERE branch_id = $1 AND id = $2", params));
    if (!account) {
        return fail(Errc::not_found, Text { "没有这个用户", "there is no such user" });
    }
    return std::move(*account);
}

Result<Credential> credential_of(record::Queries queries, UserKey key) {
    Credential credential;
    const std::array params { Param { key.branch }, Param { key.user } };
    TRY(queries(
        "SELECT password_hash, totp_sealed, totp_pending, totp_step FROM identity_credential "
        "WHERE branch_id = $1 AND id = $2",
        params,
        [&](const Row& row) -> Result<void> {
            credential = { std::string { row.text(0) },
                           std::string { row.text(1) },
                           std::string { row.text(2) },
                           row.number(3) };
            return {};
        }
    ));
    return credential;
}

Result<void>
save_credential(storage::Transaction& tx, UserKey key, const Credential& credential, Instant now) {
    const std::array row { Param { key.branch },
                           Param { key.user },
                           Param { credential.password_hash },
                           optional_blob(credential.totp_sealed),
                           optional_blob(credential.totp_pending),
                           Param { credential.totp_step },
                           Param { now } };
    return tx.insert(credential_shape, row);
}

Result<bool> had_system_administrator(record::Queries queries) {
    bool found = false;
    const std::array params { Param { name_of(Role::system_administrator) } };
    TRY(queries(
        "SELECT 1 FROM identity_role_grant g JOIN identity_credential c ON c.id = g.holder "
        "WHERE g.role = $1 AND c.password_hash <> '' LIMIT 1",
        params,
        [&](const Row&) -> Result<void> {
            found = true;
            return {};
        }
    ));
    return found;
}

Result<void> add_session(storage::Transaction& tx, UserKey key, Id id, const NewSession& session) {
    const std::array row { Param { key.branch },     Param { id },
                           Param { key.user },       Param::blob(session.token_hash),
                           Param { session.now },    Param { session.now },
                           Param { session.now },    Param { session.expires_at },
                           Param { session.address } };
    return tx.insert(session_shape, row);
}

Result<std::optional<SessionRow>>
find_session(record::Queries queries, std::string_view token_hash, Instant now) {
    std::optional<SessionRow> session;
    const std::array params { Param::blob(token_hash), Param { now } };
    TRY(queries(
        "SELECT branch_id, holder, id, last_seen_at, expires_at, token_made_at "
        "FROM identity_session "
        "WHERE token_hash = $1 OR (previous_hash = $1 AND previous_until > $2)",
        params,
        [&](const Row& row) -> Result<void> {
            session = SessionRow {
                { row.id(0), row.id(1) }, row.id(2), row.instant(3), row.instant(4), row.instant(5)
            };
            return {};
        }
    ));
    return session;
}

Result<void> replace_token(
    storage::Transaction& tx,
    const SessionRow& session,
    std::string_view token_hash,
    Instant now,
    Instant old_until
) {
    const std::array params { Param { session.key.branch }, Param { session.id },
                              Param::blob(token_hash),      Param { now },
                              Param { old_until },          Param { session.token_made_at } };
    const auto changed = TRY(tx.execute(
        "UPDATE identity_session SET previous_hash = token_hash, previous_until = $5, "
        "token_hash = $3, token_made_at = $4, last_seen_at = $4 "
        "WHERE branch_id = $1 AND id = $2 AND token_made_at = $6",
        params
    ));
    if (changed == 1) {
        return {};
    }
    return fail(
        Errc::conflict,
        Text { "会话已更新，请重试", "the session was renewed meanwhile; try again" }
    );
}

Result<void> end_sessions(storage::Transaction& tx, UserKey key, Id except) {
    const std::array params { Param { key.branch }, Param { key.user }, Param { except } };
    TRY(tx.execute(
        "DELETE FROM identity_session WHERE branch_id = $1 AND holder = $2 AND id <> $3", params
    ));
    forget_callers_after(tx);
    return {};
}

Result<void> end_session(storage::Transaction& tx, UserKey key, Id id) {
    const std::array params { Param { key.branch }, Param { id } };
    TRY(tx.execute("DELETE FROM identity_session WHERE branch_id = $1 AND id = $2", params));
    forget_callers_after(tx);
    return {};
}

Result<void> forget_expired_sessions(storage::Transaction& tx, Id branch, Instant now) {
    const std::array params { Param { branch }, Param { now } };
    TRY(tx.execute("DELETE FROM identity_session WHERE branch_id = $1 AND expires_at <= $2", params)
    );
    return {};
}

Result<void>
add_link(storage::Transaction& tx, const LinkRow& link, std::string_view token_hash, Instant now) {
    const std::array earlier { Param { link.key.branch }, Param { link.key.user } };
    TRY(tx.execute(
        "DELETE FROM identity_one_time_link "
        "WHERE branch_id = $1 AND holder = $2 AND used_at IS NULL",
        earlier
    ));
    const std::array row {
        Param { link.key.branch }, Param { link.id },
        Param { link.key.user },   Param { purposes[static_cast<std::size_t>(link.purpose)] },
        Param::blob(token_hash),   Param { now },
        Param { link.expires_at }
    };
    return tx.insert(link_shape, row);
}

Result<std::optional<LinkRow>>
find_link(record::Queries queries, std::string_view token_hash, Instant now) {
    std::optional<LinkRow> link;
    const std::array params { Param::blob(token_hash), Param { now } };
    TRY(queries(
        "SELECT branch_id, holder, id, purpose, expires_at FROM identity_one_time_link "
        "WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        params,
        [&](const Row& row) -> Result<void> {
            const auto at = std::ranges::find(purposes, row.text(3));
            link = LinkRow { { row.id(0), row.id(1) },
                             row.id(2),
                             static_cast<LinkPurpose>(at - purposes.begin()),
                             row.instant(4) };
            return {};
        }
    ));
    return link;
}

Result<void> use_link(storage::Transaction& tx, const LinkRow& link, Instant now) {
    const std::array params { Param { link.key.branch }, Param { link.id }, Param { now } };
    const auto changed = TRY(tx.execute(
        "UPDATE identity_one_time_link SET used_at = $3 "
        "WHERE branch_id = $1 AND id = $2 AND used_at IS NULL",
        params
    ));
    if (changed == 1) {
        return {};
    }
    return fail(
        Errc::unauthenticated,
        Text { "链接已使用或已过期，请向管理员索取新的链接",
               "the link was used or is too old; ask an administrator for a new one" }
    );
}

Result<void>
add_token_hash(storage::Transaction& tx, Id branch, Id token, std::string_view token_hash) {
    const std::array row { Param { branch }, Param { token }, Param::blob(token_hash) };
    return tx.insert(token_hash_shape, row);
}

Result<Failures> failures_of(record::Queries queries, Id branch, std::int64_t login_number) {
    Failures failures;
    const std::array params { Param { branch }, Param { login_number } };
    TRY(queries(
        "SELECT failures, locked_until, last_at FROM identity_sign_in_failure "
        "WHERE branch_id = $1 AND id = $2",
        params,
        [&](const Row& row) -> Result<void> {
            failures = { row.number(0), row.instant(1), row.instant(2) };
            return {};
        }
    ));
    return failures;
}

Result<void> save_failures(
    storage::Transaction& tx, Id branch, std::int64_t login_number, const Failures& failures
) {
    const std::array row { Param { branch },
                           Param { login_number },
                           Param { failures.count },
                           Param { failures.locked_until },
                           Param { failures.last_at } };
    return tx.insert(failure_shape, row);
}

Result<void> clear_failures(storage::Transaction& tx, Id branch, std::int64_t login_number) {
    const std::array params { Param { branch }, Param { login_number } };
    TRY(tx.execute("DELETE FROM identity_sign_in_failure WHERE branch_id = $1 AND id = $2", params)
    );
    return {};
}

Result<void> forget_failures(storage::Transaction& tx, Id branch, Instant before) {
    const std::array params { Param { branch }, Param { before } };
    TRY(tx.execute(
        "DELETE FROM identity_sign_in_failure WHERE branch_id = $1 AND last_at < $2", params
    ));
    return {};
}

void forget_callers_after(storage::Transaction& tx) {
    tx.on_commit([] { change_count().fetch_add(1, std::memory_order_acq_rel); });
}

std::uint64_t permission_changes() {
    return change_count().load(std::memory_order_acquire);
}

}  // namespace boai::identity
