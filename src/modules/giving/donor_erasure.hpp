/// \file
/// What the log says when a donor's values are destroyed: an entry that closes the commitment of
/// each gift, so that everybody can tell an erased name from a withheld one.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

namespace boai::giving {

/// Enters that the donor's values of this gift were destroyed. Nothing is entered for a gift that
/// committed to no name, or whose name was erased before.
/// Errors: as ledger::check.
Result<void> enter_erasure(record::CommandContext& context, const record::Loaded& gift);

/// Enters it for every gift of a person on file who is erased, and hides the name where it was
/// shown by consent.
[[nodiscard]] record::Watch watch_erasures();

} // namespace boai::giving
