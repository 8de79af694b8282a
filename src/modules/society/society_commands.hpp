/// \file
/// Commands of the society module, and the branch tree everybody else works with.
#pragma once

#include "record/branch_tree.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <vector>

namespace boai::society {

/// create_branch: a branch below the one it is called in, or the root of a new book.
/// move_branch: the branch it is called in, with all below it, under another.
[[nodiscard]] std::vector<record::CommandType> society_commands();

/// Reads the whole tree. Errors: as storage.
Result<record::BranchTree> load_branches(record::Queries queries);

}  // namespace boai::society
