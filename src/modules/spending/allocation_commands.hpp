/// \file
/// Commands of allocations: ask, approve and send, and those of the receiver's answer.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::spending {

[[nodiscard]] std::vector<record::CommandType> allocation_commands();

} // namespace boai::spending
