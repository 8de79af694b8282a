/// \file
/// Commands of fundraising plans.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::giving {

/// file_plan, refile_plan, start_plan, end_plan, close_plan.
[[nodiscard]] std::vector<record::CommandType> plan_commands();

} // namespace boai::giving
