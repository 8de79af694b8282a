/// \file
/// The part of the audit that looks at statements and reconciliations.
#pragma once

#include "app/audit.hpp"

namespace boai::app {

/// Statements hold what their lines come to, both sides of every match agree, and each signed
/// reconciliation is what its account comes to when it is added up again. Errors: as storage.
Result<void> check_statements(storage::Connection& snapshot, std::vector<AuditLine>& lines);

} // namespace boai::app
