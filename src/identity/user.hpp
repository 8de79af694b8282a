/// \file
/// User: somebody who signs in. Stands in the home branch, the highest one this person works for.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai::identity {

enum class UserState : std::uint8_t { invited, active, locked, disabled };

struct User {
    std::string login;  ///< lower case, one in the whole book
    std::string name;
    std::string email;
    UserState state = UserState::invited;
    bool must_change_password = false;  ///< until then nothing else is allowed
    bool second_factor = false;
    std::optional<Instant> last_sign_in;
};

extern const record::RecordType user_type;

/// A login as it is stored: without spaces around it, Latin letters in lower case.
[[nodiscard]] std::string normal_login(std::string_view typed);

}  // namespace boai::identity

namespace boai::record {

inline constexpr Choice identity_user_states[] = {
    { "invited", { "待激活", "Invited" }, Tone::wait },
    { "active", { "正常", "Active" }, Tone::good },
    { "locked", { "已锁定", "Locked" }, Tone::bad },
    { "disabled", { "已停用", "Disabled" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::UserState> { identity_user_states };

}  // namespace boai::record
