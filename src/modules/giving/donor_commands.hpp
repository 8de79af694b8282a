/// \file
/// Commands about who gave; what was given stays as it is.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::giving {

/// amend_donor, hide_name, erase_donor.
[[nodiscard]] std::vector<record::CommandType> donor_commands();

}  // namespace boai::giving
