/// \file
/// Commands of payments: request, approve, reject, pay, prove, return.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::spending {

[[nodiscard]] std::vector<record::CommandType> payment_commands();

/// Whether the actor may approve this amount in this branch. Errors: forbidden, told with the
/// limit.
Result<void> demand_limit(record::CommandContext& context, Money amount);

} // namespace boai::spending
