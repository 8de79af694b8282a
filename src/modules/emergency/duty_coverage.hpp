/// \file
/// When somebody was on duty, and when nobody was. Pure.
#pragma once

#include "modules/emergency/duty_entry.hpp"

#include <optional>
#include <span>
#include <vector>

namespace boai::emergency {

/// One line of the log that changes who is on duty, or does not.
struct DutyMark {
    DutyKind kind = DutyKind::note;
    Id officer;
    Instant at;
};

/// Whoever is on duty, since when.
struct OnDuty {
    Id officer;
    Instant since;
};

/// A stretch without anybody: [from, until).
struct DutyGap {
    Instant from;
    Instant until;
};

struct DutyCoverage {
    std::optional<OnDuty> on_duty; ///< at the end
    std::vector<DutyGap> gaps;     ///< in order; those of no length are none
};

/// `marks` in the order of the log; from the moment the emergency was switched on until `now`, or
/// until it was switched off. What somebody leaves who is not on duty changes nothing.
[[nodiscard]] DutyCoverage
coverage_of(std::span<const DutyMark> marks, Instant from, Instant until);

} // namespace boai::emergency
