/// \file
/// The entries of an account by their numbers, as far as matching has looked through the log, so
/// that what is open is found without reading all the others. The ledger has no such index: every
/// gift would pay for it.
#pragma once

#include "modules/giving/statements/account_book.hpp"
#include "record/command.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// Puts entries of an account on the list as open. Errors: as storage.
Result<void> list_as_open(
    record::CommandContext& context, std::string_view account, std::span<const AccountEntry> entries
);

/// Puts an entry on the list that is not known beside statements yet. Errors: as storage.
Result<void> list_entry(
    record::CommandContext& context,
    std::string_view account,
    const AccountEntry& entry,
    bool is_open
);

/// Says of an entry on the list whether it is open. Errors: as storage.
Result<void> mark_listed(
    record::CommandContext& context, std::string_view account, std::int64_t entry, bool is_open
);

/// Every entry of the account that is suggested is open again. Errors: as storage.
Result<void> open_suggested(record::CommandContext& context, std::string_view account);

/// How many entries of the log have been looked through: each before that is on the list unless it
/// is none of the account's statements. Errors: as storage.
Result<std::int64_t> looked_through(record::CommandContext& context, std::string_view account);
Result<void>
set_looked_through(record::CommandContext& context, std::string_view account, std::int64_t count);
/// The same for whoever only reads.
Result<std::int64_t> looked_through(record::Queries queries, Id branch, std::string_view account);

/// Which entries belong beside the statements: those of this day or later, and those the log has
/// from this one on, whatever their day.
struct BesideStatements {
    Day day;
    std::int64_t entry = 0;

    [[nodiscard]] bool takes(const AccountEntry& one) const {
        return one.day >= day || one.entry >= entry;
    }
};

/// A part of a list: so many from a place on.
struct Page {
    std::size_t from = 0;
    std::size_t limit = 0;
};

/// What is asked of the entries of an account.
struct EntriesAsked {
    Id branch;
    std::string_view account;
    BesideStatements beside;
    Page page;
};

/// An entry on the list. Errors: not_found.
Result<AccountEntry>
listed_entry(record::Queries queries, Id branch, std::string_view account, std::int64_t entry);

/// The open entries of an account in the order of the log. Reads the page, and what came since
/// matching looked through the log. One more than the page holds is given when there are more.
/// Errors: as storage.
Result<std::vector<AccountEntry>> open_entries(record::Queries queries, const EntriesAsked& asked);

} // namespace boai::giving
