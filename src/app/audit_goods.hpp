/// \file
/// The part of the audit that holds gifts in kind against their lines, the ledger and the log.
#pragma once

#include "app/audit.hpp"
#include "storage/connection.hpp"

#include <vector>

namespace boai::app {

/// Adds two checks: what a gift says of its lines is what they come to; and a gift that was taken
/// has an entry that moves its quantities and its value, and whose leaf tells its day. Errors: as
/// storage.
Result<void> check_goods(Book& book, storage::Connection& snapshot, std::vector<AuditLine>& lines);

} // namespace boai::app
