/// \file
/// Commands of matches.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::giving {

/// record_match, settle_match, end_match.
[[nodiscard]] std::vector<record::CommandType> match_commands();

} // namespace boai::giving
