/// \file
/// Limits of what may be entered about an emergency.
#pragma once

#include <cstddef>
#include <cstdint>

namespace boai::emergency {

inline constexpr std::size_t name_length_max = 60;
inline constexpr std::size_t conclusion_length_max = 1'000;
inline constexpr std::size_t duty_text_length_max = 1'000;
/// How long before it is switched on an emergency may have begun, in days.
inline constexpr std::int32_t begun_days_max = 90;
/// Entries of the duty log that a board shows; all are in the list of the record.
inline constexpr std::size_t duty_entries_shown_max = 30;
/// Hours of intake a board draws, the present one included.
inline constexpr std::int64_t hours_drawn = 24;

} // namespace boai::emergency
