/// \file
/// Purpose: a named restriction a donor may put on a gift; a gift without one is unrestricted.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

enum class PurposeState : std::uint8_t { open, closed };

/// Source: 慈善法 articles 24 and 56: gifts are used as the plan or the donor says.
struct Purpose {
    std::string code;
    std::string name;
    std::string description;
    PurposeState state = PurposeState::open;
};

extern const record::RecordType purpose_type;

}  // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_purpose_states[] = {
    { "open", { "启用", "Open" }, Tone::good },
    { "closed", { "停用", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::PurposeState> { giving_purpose_states };

}  // namespace boai::record
