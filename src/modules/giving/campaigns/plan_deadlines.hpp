/// \file
/// The deadlines of a fundraising plan itself. Pure. What its campaigns have to disclose, and when,
/// is the calendar's (disclosure/disclosure_calendar.hpp).
#pragma once

#include "base/text.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace boai::giving {

enum class Duty : std::uint8_t { file_plan, handle_surplus };

/// What is to be done by a day, and by which rule.
struct Deadline {
    Duty duty = Duty::file_plan;
    Day due;
    bool is_met = false;
};

/// The duty's name in the API, what people call it, and the rule it comes from.
[[nodiscard]] std::string_view word_of(Duty duty);
[[nodiscard]] Text title_of(Duty duty);
[[nodiscard]] Text source_of(Duty duty);

/// What the plan as it stands must have done, by day. Source: 慈善法 articles 24, 58, 73; MCA Order
/// 81.
[[nodiscard]] std::vector<Deadline> deadlines_of(const FundraisingPlan& plan);

} // namespace boai::giving
