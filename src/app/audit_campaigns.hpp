/// \file
/// The audit of pledges and matches.
#pragma once

#include "app/audit.hpp"

#include <vector>

namespace boai::app {

/// What gifts paid of pledges; what matches consist of, what of them was settled, and the ledger's
/// receivable. Errors: as storage.
Result<void> check_campaigns(storage::Connection& snapshot, std::vector<AuditLine>& lines);

} // namespace boai::app
