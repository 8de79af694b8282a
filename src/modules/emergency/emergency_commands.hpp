/// \file
/// The switch of the emergency mode, and the duty log.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::emergency {

/// open_emergency, close_emergency and enter_duty.
[[nodiscard]] std::vector<record::CommandType> emergency_commands();

} // namespace boai::emergency
