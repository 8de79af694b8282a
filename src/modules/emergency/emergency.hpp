/// \file
/// Emergency: a disaster or other major event a branch answers, from the day its emergency mode is
/// switched on until it is switched off.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::emergency {

enum class EmergencyState : std::uint8_t { open, closed };
/// How the society answers. Source: 国家自然灾害救助应急预案 (2024), part 5: four levels.
enum class ResponseLevel : std::uint8_t { none, fourth, third, second, first };

/// Source: 慈善法 articles 70 to 73.
struct Emergency {
    std::string name;
    ResponseLevel level = ResponseLevel::none;
    Id campaign; ///< what its gifts are raised under
    Day began_on; ///< disclosure is counted from here
    EmergencyState state = EmergencyState::open;
    std::optional<Instant> ended_at;
    std::string conclusion; ///< how it ended
};

extern const record::RecordType emergency_type;

} // namespace boai::emergency

namespace boai::record {

inline constexpr Choice emergency_states[] = {
    { "open", { "响应中", "Open" }, Tone::bad },
    { "closed", { "已结束", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<emergency::EmergencyState> { emergency_states };

inline constexpr Choice emergency_levels[] = {
    { "none", { "未定级", "No level" } },     { "fourth", { "四级响应", "Level IV" } },
    { "third", { "三级响应", "Level III" } }, { "second", { "二级响应", "Level II" } },
    { "first", { "一级响应", "Level I" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<emergency::ResponseLevel> { emergency_levels };

} // namespace boai::record
