/// \file
/// The calendar of duties to disclose: derived from campaigns, projects and the year, each closed
/// by what was published. Pure.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "modules/giving/disclosure/disclosure_clock.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boai::giving {

/// One duty as the law has it.
struct ClockRule {
    ClockKind clock;
    Text source;
    int months; ///< how often, or within how many; 0 where days count
    int days;
    bool applies; ///< unless the society says otherwise
};

[[nodiscard]] std::span<const ClockRule> clock_rules();

/// A campaign, or a project: a purpose with a term.
struct CalendarSubject {
    Id campaign;
    Id purpose; ///< of a project
    std::string name;
    Day begins;
    std::optional<Day> ends;
    bool is_emergency = false;
};

/// A payment, or money sent to another branch.
struct CalendarMove {
    Id purpose; ///< of the fund; none for the unrestricted one
    std::string title;
    Money amount;
    Day day;
    Day entered;
};

/// Moves of so much are major where the society has set no amount of its own. The law leaves it to
/// the society; what a national disclosure took for large. Source: guide §1.6.
inline constexpr Money major_move_default { 500'000'00 };

/// Something that was disclosed, by a notice or elsewhere.
struct DisclosureMade {
    Id campaign; ///< of whose; none for all
    Id purpose; ///< that it accounts for
    bool is_annual = false;
    Day until; ///< the last day it tells of
    Day on; ///< it was published
    std::string label; ///< the notice's number, or the place
    std::string link;
};

/// What the calendar is made of.
struct CalendarGround {
    Day today;
    std::optional<Day> first_day; ///< of the first gift
    std::vector<CalendarSubject> subjects; ///< campaigns raised from the public, and projects
    std::vector<CalendarMove> moves;
    std::vector<DisclosureClock> clocks; ///< as the society set them, the newest first
    std::vector<DisclosureMade> made;
};

enum class DueState : std::uint8_t { met, met_late, waiting, overdue };

/// One duty with its day.
struct DisclosureDue {
    ClockKind clock = ClockKind::regular;
    Id campaign;
    Id purpose;
    std::string name; ///< of the campaign, project or move; the year of an annual report
    Day since; ///< what it runs from
    Day due;
    DueState state = DueState::waiting;
    std::optional<Day> met_on;
    std::string met_by;
    std::string link;
};

/// Every duty that falls due up to `ahead_days` from today, by day. Source: 慈善法 articles 72, 78,
/// 79; MCA Order 81.
[[nodiscard]] std::vector<DisclosureDue>
disclosure_calendar(const CalendarGround& ground, int ahead_days = 200);

/// The same day so many months later, or the month's last.
[[nodiscard]] Day months_later(Day day, int months);

[[nodiscard]] std::string_view word_of(DueState state);

} // namespace boai::giving
