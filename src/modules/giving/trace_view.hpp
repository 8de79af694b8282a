/// \file
/// A gift's trace as its page shows it.
#pragma once

#include "modules/giving/trace_picture.hpp"
#include "record/branch_tree.hpp"
#include "record/record_table.hpp"
#include "storage/connection.hpp"

#include <optional>

namespace boai::giving {

/// Nothing while the gift has no entry in the ledger. Errors: as storage.
Result<std::optional<GiftTrace>> trace_of(
    storage::Connection& connection,
    const record::BranchTree& tree,
    const record::Loaded& gift,
    Day today
);

} // namespace boai::giving
