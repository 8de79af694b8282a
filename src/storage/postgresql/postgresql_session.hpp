/// \file
/// How a session with PostgreSQL is opened, and what is set in it.
#pragma once

#include <string>

struct pg_conn;

namespace boai::storage {

/// Settings of every session. A wait for a lock ends with `unavailable`, like SQLite's busy
/// timeout; a commit is told only when it is on disk, and stricter settings of the server stay.
inline constexpr const char* session_settings = R"(
SELECT set_config('synchronous_commit', 'on', false)
 WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write');
SET lock_timeout = '10s';
SET client_min_messages = 'warning';
)";
/// Of sessions that only read, beside those.
inline constexpr const char* reader_settings = R"(
SET default_transaction_read_only = on;
SET statement_timeout = '300s';
)";

/// What counts unless the address says otherwise (entries before `dbname`), and what always does.
[[nodiscard]] pg_conn* connect_to(const std::string& uri);

} // namespace boai::storage
