/// \file
/// What the book says of the entries of an account beside their amounts: numbers, payers, and which
/// entry another one takes back.
#pragma once

#include "modules/giving/statements/account_book.hpp"
#include "record/command.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace boai::giving {

/// Numbers of entries by their indexes, without opening a name.
struct EntryNumbers {
    std::unordered_map<std::int64_t, std::string> references;
    std::unordered_map<std::int64_t, std::int64_t> takes_back; ///< a reversal to its gift's entry
};

/// Of gifts, their refunds and reversals, among these entries of the account. Errors: as storage.
Result<EntryNumbers> entry_numbers(
    record::CommandContext& context, std::string_view account, std::span<const AccountEntry> entries
);

/// Who paid or was paid, by the index of the entry: donors of gifts and refunds, payees of
/// payments. Nobody is named for the others. Errors: as storage.
Result<std::unordered_map<std::int64_t, std::string>>
entry_payers(record::CommandContext& context, const std::vector<AccountEntry>& entries);

/// Who is named on these lines. Errors: as storage.
Result<std::unordered_map<std::int64_t, std::string>>
line_payers(record::CommandContext& context, const std::vector<Id>& lines);

} // namespace boai::giving
