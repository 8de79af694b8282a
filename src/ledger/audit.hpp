/// \file
/// The ledger's own audit: everything it keeps is computed again from leaves and movements.
#pragma once

#include "ledger/trace.hpp"

#include <map>
#include <string>
#include <vector>

namespace boai::ledger {

/// More faults than these tell nobody more.
inline constexpr std::size_t faults_max = 10;

/// One check with what was looked at and, when it failed, what was found first.
struct Finding {
    std::string check;
    std::size_t looked_at = 0;
    std::vector<std::string> faults;
};

/// Codes of branches by their ids.
using BranchCodes = std::map<Id, std::string>;

/// Balances are the sums of the movements; axes, cursors and stretches follow from them and hold
/// what the money accounts hold; what branches gave one another is zero in all; each leaf is told
/// by its movements. Errors: as storage.
Result<std::vector<Finding>> audit(Queries queries, const BranchCodes& branches);

} // namespace boai::ledger
