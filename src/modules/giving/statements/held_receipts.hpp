/// \file
/// Unidentified receipts as gifts know them: the one a gift was made of, and holding it again.
#pragma once

#include "ledger/post.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <optional>

namespace boai::giving {

/// The receipt that became this gift; none for money that came as a gift. Errors: as storage.
Result<std::optional<record::Loaded>>
find_receipt_of_gift(record::CommandContext& context, Id gift);

/// Holds a receipt again whose gift was reversed by the entry at `place`.
Result<void>
hold_again(record::CommandContext& context, const record::Loaded& receipt, ledger::Posted place);

} // namespace boai::giving
