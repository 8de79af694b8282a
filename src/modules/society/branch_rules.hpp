/// \file
/// What holds of a branch within the tree of branches.
#pragma once

#include "record/command.hpp"
#include "record/record_type.hpp"

namespace boai::society {

/// A branch stands under a branch of a higher level, and its children under it.
/// Errors: invalid.
Result<void> check_place(
    record::CommandContext& context, const record::Head& head, const void* before, void* after
);

/// Reads the tree again once the branch is committed.
Result<void> tell_tree(
    record::CommandContext& context, const record::Head& head, const void* before, const void* after
);

/// Errors: conflict: the root, or branches below that are not closed.
Result<void>
check_closing(record::CommandContext& context, const record::Head& head, const void* record);

/// Errors: conflict: the branch above is closed.
Result<void>
check_reopening(record::CommandContext& context, const record::Head& head, const void* record);

/// Makes every other change of the tree wait for this one, so that two moves at once cannot close
/// a circle. Errors: as storage.
Result<void> hold_tree(record::CommandContext& context);

} // namespace boai::society
