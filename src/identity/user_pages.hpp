/// \file
/// Where people find the commands about a user.
#pragma once

#include "record/command.hpp"

#include <span>
#include <string_view>

namespace boai::identity {

inline constexpr std::string_view enabled_states[] = { "invited", "active", "locked" };
inline constexpr record::Condition while_enabled[] = { { "state", enabled_states } };

/// Whoever runs it says why.
[[nodiscard]] inline record::CommandType with_reason(record::CommandType command) {
    command.needs_reason = true;
    return command;
}

/// On the page of a user, while all of `when` hold.
[[nodiscard]] inline record::CommandType
about_a_user(record::CommandType command, std::span<const record::Condition> when) {
    command.about = "identity.user";
    command.when = when;
    return command;
}

} // namespace boai::identity
