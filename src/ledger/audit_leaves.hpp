/// \file
/// Leaves held against movements.
#pragma once

#include "ledger/audit.hpp"

namespace boai::ledger {

/// Every leaf of an entry can be read, names its branch, sums to zero and is told by exactly the
/// movements of its entry. Errors: as storage.
Result<Finding> check_leaves(Queries queries, const BranchCodes& branches);

} // namespace boai::ledger
