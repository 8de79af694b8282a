/// \file
/// Commands of pledges.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::giving {

/// record_pledge, change_pledge_use, end_pledge.
[[nodiscard]] std::vector<record::CommandType> pledge_commands();

} // namespace boai::giving
