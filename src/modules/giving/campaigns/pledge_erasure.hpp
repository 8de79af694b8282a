/// \file
/// What becomes of pledges when a donor's values are destroyed. A pledge has no leaf of its own:
/// the leaves of the gifts that paid of it say so.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

namespace boai::giving {

/// Destroys who promised, for a donor who is not on file: in the pledge, in the consents to its
/// change of use, and in the gifts under the same name that paid of it. Amounts and days stand.
/// Errors: conflict when the donor is a person on file, or erased already.
Result<record::Outcome>
erase_donor_of_pledge(record::CommandContext& context, const record::Loaded& pledge);

/// Destroys who consented for a person on file who is erased.
[[nodiscard]] record::Watch watch_pledge_erasures();

} // namespace boai::giving
