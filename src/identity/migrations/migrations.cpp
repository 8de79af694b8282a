#include "identity/migrations/migrations.hpp"

#include <array>

namespace boai::identity {
namespace {

/// The tables of the records.
constexpr std::string_view create_records = R"(CREATE TABLE identity_user (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    login {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    email {BLOB},
    state {TEXT} NOT NULL,
    must_change_password {INT} NOT NULL CHECK (must_change_password IN (0, 1)),
    second_factor {INT} NOT NULL CHECK (second_factor IN (0, 1)),
    last_sign_in {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX identity_user_by_login ON identity_user (login);

CREATE TABLE identity_role_grant (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    holder {INT},
    role {TEXT} NOT NULL,
    valid_from {INT} NOT NULL,
    valid_until {INT},
    granted_by {INT},
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX identity_role_grant_by_holder_role ON identity_role_grant (branch_id, holder, role) WHERE state = 'granted';
CREATE INDEX identity_role_grant_by_holder ON identity_role_grant (holder);

CREATE TABLE identity_api_token (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    name {TEXT} NOT NULL,
    holder {INT},
    scopes {TEXT} NOT NULL,
    valid_until {INT} NOT NULL,
    last_used {INT},
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX identity_api_token_by_holder ON identity_api_token (holder);

CREATE TABLE identity_rule_exception (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    rule {TEXT} NOT NULL,
    reason {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX identity_rule_exception_by_rule ON identity_rule_exception (branch_id, rule) WHERE state = 'allowed';

CREATE TABLE identity_audit_event (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    kind {TEXT} NOT NULL,
    done_by {INT},
    about {INT},
    record {TEXT} NOT NULL,
    record_id {TEXT} NOT NULL,
    detail {TEXT} NOT NULL,
    reason {TEXT} NOT NULL,
    address {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX identity_audit_event_by_done_by_id ON identity_audit_event (branch_id, done_by, id) WHERE done_by IS NOT NULL;
CREATE INDEX identity_audit_event_by_record_id ON identity_audit_event (branch_id, record_id) WHERE record_id <> '';
)";

/// What is never listed. The id of a credential is its user's, that of a token hash its token's,
/// that of a failure the number that stands for a login.
constexpr std::string_view create_internals = R"(CREATE TABLE identity_credential (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    password_hash {TEXT} NOT NULL,
    totp_sealed {BLOB},
    totp_pending {BLOB},
    totp_step {INT} NOT NULL,
    changed_at {INT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};

CREATE TABLE identity_session (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    holder {INT} NOT NULL,
    token_hash {BLOB} NOT NULL,
    previous_hash {BLOB},
    previous_until {INT},
    created_at {INT} NOT NULL,
    token_made_at {INT} NOT NULL,
    last_seen_at {INT} NOT NULL,
    expires_at {INT} NOT NULL,
    address {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX identity_session_by_token_hash ON identity_session (token_hash);
CREATE INDEX identity_session_by_previous_hash ON identity_session (previous_hash) WHERE previous_hash IS NOT NULL;
CREATE INDEX identity_session_by_holder ON identity_session (branch_id, holder);
CREATE INDEX identity_session_by_expires_at ON identity_session (branch_id, expires_at);

CREATE TABLE identity_one_time_link (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    holder {INT} NOT NULL,
    purpose {TEXT} NOT NULL,
    token_hash {BLOB} NOT NULL,
    created_at {INT} NOT NULL,
    expires_at {INT} NOT NULL,
    used_at {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX identity_one_time_link_by_token_hash ON identity_one_time_link (token_hash);
CREATE INDEX identity_one_time_link_by_holder ON identity_one_time_link (branch_id, holder);

CREATE TABLE identity_api_token_hash (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    token_hash {BLOB} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX identity_api_token_hash_by_token_hash ON identity_api_token_hash (token_hash);

CREATE TABLE identity_sign_in_failure (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    failures {INT} NOT NULL,
    locked_until {INT} NOT NULL,
    last_at {INT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX identity_sign_in_failure_by_last_at ON identity_sign_in_failure (branch_id, last_at);
)";

constexpr std::string_view create_role_limit = R"(CREATE TABLE identity_role_limit (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    role {TEXT} NOT NULL,
    command {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX identity_role_limit_by_role_command ON identity_role_limit (branch_id, role, command) WHERE state = 'active';
)";

constexpr std::array steps {
    storage::Migration { "identity", 1, "create users, roles, tokens, audit", create_records },
    storage::Migration { "identity", 2, "create credentials, sessions, links", create_internals },
    storage::Migration { "identity", 3, "create role limits", create_role_limit },
};

}  // namespace

std::span<const storage::Migration> identity_migrations() {
    return steps;
}

}  // namespace boai::identity
