/// \file
/// The deadlines of a fundraising plan. Pure.
#pragma once

#include "base/text.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace boai::giving {

enum class Duty : std::uint8_t {
    file_plan,
    disclose_income, ///< while an emergency lasts
    disclose_progress, ///< of a long campaign
    disclose_end,
    handle_surplus,
};

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

/// What the plan as it stands must have done, by day; of what repeats, the next time.
/// Source: 慈善法 articles 24, 58, 72, 73, 79; MCA Order 81.
[[nodiscard]] std::vector<Deadline> deadlines_of(const FundraisingPlan& plan);

} // namespace boai::giving
