/// \file
/// Commands of identity that are more than one record's own. Disabling and locking a user, revoking
/// a role or a token and ending an exception are steps of those records' workflows.
#pragma once

#include "base/limits.hpp"
#include "record/command.hpp"

#include <vector>

namespace boai::identity {

/// How long a one-time link is good.
inline constexpr std::int64_t invitation_ms = limits::invitation_days * 24 * 3'600'000;

/// create_user and reset_password answer `"link":{"token","expires_at"}` and create_api_token
/// answers `"token"`: shown this once, and left out when the same key is sent again.
[[nodiscard]] std::vector<record::CommandType> identity_commands();

} // namespace boai::identity
