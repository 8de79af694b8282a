/// \file
/// Commands of allocations: ask, approve and send; the receiver confirms or refuses, and the
/// sender's side follows by itself.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::record {
class Engine;
}

namespace boai::spending {

[[nodiscard]] std::vector<record::CommandType> allocation_commands();

/// Books the sender's side of every answer that has none yet: after a stop between the two.
/// Errors: as storage.
Result<void> follow_answers(record::Engine& engine);

} // namespace boai::spending
