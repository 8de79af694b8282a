/// \file
/// RoleGrant: a role given to a user. It holds in the branch the grant stands in and all below it.
#pragma once

#include "identity/role.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <optional>

namespace boai::identity {

enum class GrantState : std::uint8_t { granted, revoked };

struct RoleGrant {
    Id holder;
    Role role = Role::viewer;
    Day valid_from;
    std::optional<Day> valid_until;  ///< the last day
    Id granted_by;                   ///< none when the operator did it at the machine
    GrantState state = GrantState::granted;
};

extern const record::RecordType role_grant_type;

}  // namespace boai::identity

namespace boai::record {

inline constexpr Choice identity_grant_states[] = {
    { "granted", { "有效", "Granted" }, Tone::good },
    { "revoked", { "已收回", "Revoked" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::GrantState> { identity_grant_states };

}  // namespace boai::record
