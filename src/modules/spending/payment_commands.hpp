/// \file
/// Commands of payments: request, approve, reject, pay, prove, return.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::spending {

[[nodiscard]] std::vector<record::CommandType> payment_commands();

} // namespace boai::spending
