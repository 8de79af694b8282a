/// \file
/// RoleLimit: up to what amount whoever holds a role may run a command alone, in one branch and
/// those below it. Beyond that a second person approves, or somebody whose role may do more.
#pragma once

#include "base/money.hpp"
#include "identity/role.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::identity {

enum class LimitState : std::uint8_t { active, ended };

struct RoleLimit {
    Role role = Role::desk_officer;
    std::string command;  ///< "giving.refund_gift"
    Money amount;         ///< the most a person does alone
    LimitState state = LimitState::active;
};

extern const record::RecordType role_limit_type;

}  // namespace boai::identity

namespace boai::record {

inline constexpr Choice identity_limit_states[] = {
    { "active", { "执行中", "Active" } },
    { "ended", { "已终止", "Ended" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::LimitState> { identity_limit_states };

}  // namespace boai::record
