/// \file
/// DisclosureClock: which duties to disclose a branch follows, and how often; the newest of a duty
/// counts. DisclosureElsewhere: what was disclosed in another place, such as the ministry's
/// platform.
#pragma once

#include "base/money.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

/// Source: guide §1.2; see clock_rules (disclosure_calendar.hpp).
enum class ClockKind : std::uint8_t {
    campaign_progress,
    campaign_end,
    emergency,
    project_progress,
    project_end,
    annual,
    regular,
    major_move, ///< of money
};

struct DisclosureClock {
    ClockKind clock = ClockKind::regular;
    bool applies = true;
    std::int64_t days = 0; ///< how often, or until when; 0 for what the law says
    Money amount; ///< from which a move of money is a major one; 0 for the program's own
    std::string note;
};

extern const record::RecordType disclosure_clock_type;

/// Source: 红十字会法 article 23 (a unified platform); 民政部 and 红十字会总会, notice of 2017.
struct DisclosureElsewhere {
    Id campaign; ///< of whose income and use it tells
    Id purpose;
    bool is_annual = false; ///< the report of a year
    Day covers_until;
    Day published_on;
    std::string place;
    std::string link;
};

extern const record::RecordType disclosure_elsewhere_type;

/// Errors: invalid when it was published before it ends, or tells of several things at once.
Result<void> check_elsewhere(const DisclosureElsewhere& disclosure);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_clocks[] = {
    { "campaign_progress", { "募捐进展（满六个月的公开募捐）", "Progress of a long campaign" } },
    { "campaign_end", { "募捐结束后的全面公开", "End of a campaign" } },
    { "emergency", { "应急募捐款物", "Income of an emergency" } },
    { "project_progress", { "项目进展（满六个月的项目）", "Progress of a long project" } },
    { "project_end", { "项目结束后的全面公开", "End of a project" } },
    { "annual", { "年度报告", "Annual report" } },
    { "regular", { "定期公示全部款物", "All gifts, regularly" } },
    { "major_move", { "重大资金往来", "Major move of money" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ClockKind> { giving_clocks };

} // namespace boai::record
