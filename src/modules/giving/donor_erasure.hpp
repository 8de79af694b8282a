/// \file
/// What the log says when a donor's values are destroyed: an entry that closes the commitment of
/// each gift, so that everybody can tell an erased name from a withheld one.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <vector>

namespace boai::giving {

/// Enters that the donor's values of this gift were destroyed. Nothing is entered for a gift that
/// committed to no name, or whose name was erased before.
/// Errors: as ledger::check.
Result<void> enter_erasure(record::CommandContext& context, const record::Loaded& gift);

/// The gifts of a record such as giving.gift that a person on file stands on as donor.
Result<std::vector<record::Loaded>>
gifts_of_donor(record::CommandContext& context, const record::RecordType& type, Id person);

/// Those that were this person's before another donor was put on them: an older leaf commits to
/// the person's name.
Result<std::vector<record::Loaded>>
gifts_taken_from(record::CommandContext& context, const record::RecordType& type, Id person);

/// Destroys who gave, for a donor who is not on file; the gift stands.
/// Errors: conflict when the donor is a person on file.
Result<record::Outcome>
erase_typed_donor(record::CommandContext& context, const record::Loaded& gift);

/// The refusal where the donor is a person on file, whose own record is to be erased.
[[nodiscard]] std::unexpected<Error> donor_is_on_file();

/// Enters it for every gift of a person on file who is erased, and hides the name where it was
/// shown by consent.
[[nodiscard]] record::Watch watch_erasures();

} // namespace boai::giving
