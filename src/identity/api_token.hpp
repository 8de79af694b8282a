/// \file
/// ApiToken: lets a program act as a user, within the scopes given. The token itself is shown once
/// and kept as a hash only.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::identity {

enum class TokenState : std::uint8_t { active, revoked };

struct ApiToken {
    std::string name;
    Id holder;
    std::string scopes;  ///< capabilities or patterns of them, separated by spaces
    Day valid_until;     ///< the last day
    std::optional<Instant> last_used;
    TokenState state = TokenState::active;
};

extern const record::RecordType api_token_type;

/// The scopes one by one. They may be separated by spaces, commas or new lines.
[[nodiscard]] std::vector<std::string_view> split_scopes(std::string_view scopes);

}  // namespace boai::identity

namespace boai::record {

inline constexpr Choice identity_token_states[] = {
    { "active", { "有效", "Active" }, Tone::good },
    { "revoked", { "已作废", "Revoked" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::TokenState> { identity_token_states };

}  // namespace boai::record
