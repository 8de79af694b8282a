/// \file
/// Commands on whole funds: the management fee, the settlement of a platform, the end of a month.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::spending {

[[nodiscard]] std::vector<record::CommandType> fund_commands();

} // namespace boai::spending
