/// \file
/// Rules of fundraising plans. Pure.
#pragma once

#include "base/text.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"

#include <optional>

namespace boai::giving {

/// How many days before it begins a plan is filed. Source: 慈善组织公开募捐方案备案指引（试行）.
inline constexpr std::int32_t filed_days_before = 10;
/// How many days after it began a plan for a major emergency is filed. Source: 慈善法 article 73.
inline constexpr std::int32_t filed_days_after = 10;

/// The last day the plan may be filed.
[[nodiscard]] Day file_until(const FundraisingPlan& plan);

/// Why the plan may not be filed on this day; none when it may.
[[nodiscard]] std::optional<Message> filing_fault(const FundraisingPlan& plan, Day filed_on);

/// Whether a campaign may raise funds under the plan today: it is filed or runs, or answers a major
/// emergency and can still be filed.
[[nodiscard]] bool permits_raising(const FundraisingPlan& plan, Day today);

/// Errors: invalid when it ends before it begins or after ten years.
Result<void> check_plan(const FundraisingPlan& plan);

/// Whether a campaign that raises funds publicly may be open: a plan that permits it, the
/// campaign's days within the plan's, an address on a designated platform. `plan` is null for none.
/// Errors: invalid (fields "plan", "begins", "ends", "platform_link").
/// Source: 慈善法 articles 24 and 27.
Result<void> check_raising(const Campaign& campaign, const FundraisingPlan* plan, Day today);

} // namespace boai::giving
