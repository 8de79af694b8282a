/// \file
/// Commands by which roles are granted and exceptions from their rules allowed.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::identity {

[[nodiscard]] std::vector<record::CommandType> role_commands();

} // namespace boai::identity
