/// \file
/// An account of the ledger as its statements see it: its entries, and the periods that are signed.
#pragma once

#include "ledger/entry.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// The account on which money of this channel lies, whatever its fund; agency money stands on the
/// same account of the bank.
/// Errors: not_found; invalid (field "channel") for cash, which has no statements.
Result<std::string> account_of_channel(record::CommandContext& context, Id channel);

/// The account of agency money beside this one.
[[nodiscard]] std::string agency_account(std::string_view account);

/// What one entry does to the account, all funds together.
struct AccountEntry {
    std::int64_t entry = 0; ///< its index in the branch's log
    Day day;
    ledger::EntryKind kind = ledger::EntryKind::gift;
    Id source;
    std::int64_t amount = 0; ///< in fen, never 0
};

/// Days before the first statement in which money may have been on its way to it.
inline constexpr std::int32_t on_the_way_days = 10;

/// From where on entries are asked for.
struct EntriesSince {
    Day day { std::numeric_limits<std::int32_t>::min() };
    std::int64_t entry = std::numeric_limits<std::int64_t>::max();

    [[nodiscard]] bool takes(std::int64_t index, Day on) const {
        return on >= day || index > entry;
    }
};

/// The entries of the branch that change the account, by index: those of the day or later, and
/// those behind the index whatever their day. Errors: as storage.
Result<std::vector<AccountEntry>> account_entries(
    record::Queries queries, Id branch, std::string_view account, const EntriesSince& since = {}
);

/// The entries of the branch that change the account, by index, from this one on. Reads these and
/// a few more: each fund's movements lie in the order in which they were entered.
/// Errors: as storage.
Result<std::vector<AccountEntry>> account_entries_from(
    record::Queries queries, Id branch, std::string_view account, std::int64_t first
);

/// What the account and the agency account beside it hold by every entry, all funds together.
/// Errors: as storage.
Result<std::int64_t> account_balance(record::Queries queries, Id branch, std::string_view account);

/// The first day any statement of the account tells of; nothing while there is none.
/// Errors: as storage.
Result<std::optional<Day>>
first_statement_day(record::Queries queries, Id branch, std::string_view account);

/// A period of an account that was signed.
struct ClosedPeriod {
    Day begins;
    Day ends;
    std::int64_t entry = 0; ///< of its leaf
    std::int64_t closing = 0;
    std::int64_t brought_forward = 0;
    std::int64_t book = 0; ///< of the account at its end
    std::int64_t open_lines = 0; ///< how many
    std::int64_t open_entries = 0; ///< how many
};

/// The signed periods of an account, oldest first. Errors: as storage.
Result<std::vector<ClosedPeriod>>
closed_periods(record::Queries queries, Id branch, std::string_view account);

/// The day on which an entry counts: its own, or the first day that was still open when it was
/// entered.
[[nodiscard]] Day counted_on(std::span<const ClosedPeriod> closed, std::int64_t entry, Day day);

/// Refuses a day in a period that is signed. Errors: conflict.
Result<void> demand_open(std::span<const ClosedPeriod> closed, Day day);

} // namespace boai::giving
