/// \file
/// Commands of API tokens.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::identity {

[[nodiscard]] std::vector<record::CommandType> api_token_commands();

} // namespace boai::identity
