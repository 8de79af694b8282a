/// \file
/// The part of the audit that holds gifts against the ledger and the log.
#pragma once

#include "app/audit.hpp"
#include "storage/connection.hpp"

#include <vector>

namespace boai::app {

/// Adds three checks: every gift names the entry and the position it has in the ledger, the leaf
/// of that entry tells its day and a receipt that was issued for it, and the leaf that tells its
/// donor commits to the name that is kept under seal. Errors: as storage.
Result<void> check_gifts(Book& book, storage::Connection& snapshot, std::vector<AuditLine>& lines);

} // namespace boai::app
