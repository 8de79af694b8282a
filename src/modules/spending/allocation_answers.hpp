/// \file
/// The receiver's answer to an allocation, and the sender's side of it, which follows by itself.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::record {
class Engine;
}

namespace boai::spending {

/// confirm_allocation and refuse_allocation.
[[nodiscard]] std::vector<record::CommandType> answer_commands();

/// Books the sender's side of every answer that has none yet: after a stop between the two.
/// Errors: as storage.
Result<void> follow_answers(record::Engine& engine);

} // namespace boai::spending
