/// \file
/// Entries for gifts and refunds booked before there was a ledger.
#pragma once

#include "base/result.hpp"

namespace boai::record {
class Engine;
}

namespace boai::giving {

/// Posts the entries that are missing, in the order of booking, in commits of some hundreds.
/// Errors: as storage.
Result<void> add_missing_entries(record::Engine& engine);

} // namespace boai::giving
