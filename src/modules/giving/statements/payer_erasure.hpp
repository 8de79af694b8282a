/// \file
/// Erasing who is named on statements: the keys under which a payer, an account number and a memo
/// are sealed are destroyed; amount, day, number and match stay.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"

#include <span>
#include <string_view>

namespace boai::giving {

/// A donor whose values are erased, as statements may know them.
struct ErasedDonor {
    std::span<const record::Loaded> gifts;
    std::span<const record::Loaded> former_gifts {}; ///< that stand under another donor now
    std::string_view name;
};

/// Destroys who is named on the lines that are the donor's gifts (and their refunds), and on the
/// unidentified receipts those were made of. A line that is gifts of others as well is reached when
/// it may name this donor; one that names nobody, or another payer, is left.
/// Errors: as storage.
Result<void> erase_payers(record::CommandContext& context, const ErasedDonor& donor);

/// Destroys it on lines and receipts that are nobody's gift yet and name this person in full.
/// Errors: as storage.
Result<void> erase_open_payers(record::CommandContext& context, std::string_view name);

/// giving.erase_payer: of one line, for a payer who is not on file.
[[nodiscard]] record::CommandType erase_payer_command();

} // namespace boai::giving
