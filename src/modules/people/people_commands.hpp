/// \file
/// Commands of the people module.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::people {

/// merge_persons, unmerge_person, erase_person.
[[nodiscard]] std::vector<record::CommandType> people_commands();

}  // namespace boai::people
