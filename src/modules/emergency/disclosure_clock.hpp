/// \file
/// When the income of an emergency is to be disclosed next. Pure.
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>

namespace boai::emergency {

/// At least every five days. Source: 慈善法 article 72.
inline constexpr std::int32_t disclosed_every_days = 5;

struct DisclosureClock {
    Day due; ///< the last day on which the next notice is in time
    bool is_late = false;
};

/// `disclosed_on` is the day of the last notice that tells of it; none before the first.
[[nodiscard]] constexpr DisclosureClock
disclosure_clock(Day began_on, std::optional<Day> disclosed_on, Day today) {
    const auto last = disclosed_on && *disclosed_on > began_on ? *disclosed_on : began_on;
    const auto due = last + disclosed_every_days;
    return { due, today > due };
}

} // namespace boai::emergency
