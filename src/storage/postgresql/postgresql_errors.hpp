/// \file
/// What a failure PostgreSQL reports means to the caller.
#pragma once

#include "base/result.hpp"

#include <string_view>

struct pg_conn;
struct pg_result;

namespace boai::storage {

/// The error for a SQLSTATE. `words`, the server's first line, is told only where it speaks of the
/// statement: elsewhere it, like the server's detail, may hold a person's values.
[[nodiscard]] Error error_for(std::string_view sqlstate, std::string_view words);

/// The error of a failed result; a session found dead gives `unavailable`.
[[nodiscard]] Error error_of(const pg_conn* session, const pg_result* result);

/// A session that could not be opened, with libpq's words (they name host and user).
[[nodiscard]] Error error_of_connecting(const pg_conn* session);

/// The connection to the server is gone, or cannot be made.
[[nodiscard]] Error lost_session();

} // namespace boai::storage
