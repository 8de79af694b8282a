/// \file
/// The rules a new role grant is held against, by whatever way it comes.
#pragma once

#include "identity/role_grant.hpp"
#include "record/command.hpp"

namespace boai::identity {

/// Nobody grants a role to himself; the holder is enabled; the days are in order; no person holds
/// two of the three administrator roles, but for what a rule exception allows.
/// Errors: forbidden, conflict, invalid, not_found.
Result<void> check_grant(record::CommandContext& context, const RoleGrant& grant);

/// Whether the user holds one of the three administrator roles anywhere today.
Result<bool> holds_administrator_role(record::CommandContext& context, Id user);

/// Whether the role was ever granted to anybody.
Result<bool> was_ever_granted(record::CommandContext& context, Role role);

}  // namespace boai::identity
