/// \file
/// Posting: the one way into the ledger. The whole entry is checked before any of it is written.
#pragma once

#include "ledger/entry.hpp"
#include "ledger/movement.hpp"
#include "storage/transaction.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace boai::ledger {

/// An entry found good, with its place. Borrows from the entry. To be posted, or dropped, before
/// anything else is posted in the same branch.
struct Checked {
    const Entry* entry = nullptr;
    std::uint64_t index = 0; ///< its place in the branch's log
    std::vector<Movement> movements;
    std::int64_t position = 0; ///< of its first movement that moves money in, out or back
};

/// Where an entry went.
struct Posted {
    std::uint64_t entry = 0;
    std::int64_t position = 0;
};

/// Finds out whether an entry may be posted, and where it would go; writes nothing.
/// Errors: invalid (lines that do not balance, an unknown account), conflict (the month is closed;
/// a limited account of a fund would go below zero, told with the fund and what is free; a gift's
/// own money is used already), corrupt (axis and accounts disagree).
Result<Checked> check(storage::Transaction& tx, const Entry& entry);

/// Writes a checked entry: its movements, the sums, and one leaf in the branch's log.
/// Errors: those of the log and of storage; internal when something was posted in between.
Result<Posted> post(
    storage::Transaction& tx, const Checked& checked, std::span<const Commitment> commitments = {}
);

/// Both in one.
Result<Posted> post(storage::Transaction& tx, const Entry& entry);

/// What of an account of a fund may be spent now: its balance without what is reserved.
Result<std::int64_t> free_of(
    storage::Transaction& tx,
    Id branch,
    Id fund,
    std::string_view account,
    std::string_view commodity = renminbi
);

/// Promises `amount` fen of an account to an entry to come, or takes a promise back when negative.
/// Errors: conflict when less is free.
Result<void> reserve(
    storage::Transaction& tx,
    Id branch,
    const Fund& fund,
    std::string_view account,
    std::int64_t amount
);

/// Where an axis goes on: what entered of an outflow from `offset` on lies at `position` of another
/// axis; or, for an inflow, where it came from.
struct Link {
    Id branch;
    Id source;
    Flow flow = Flow::out;
    std::int64_t offset = 0;
    std::int64_t length = 0;
    Id to_branch;
    Id to_fund;
    std::int64_t to_position = 0;
    std::string_view commodity = renminbi;
};

Result<void> link(storage::Transaction& tx, const Link& link);

/// Says what a source is called in public; no personal values.
Result<void> name_source(storage::Transaction& tx, Id branch, Id source, std::string_view title);

/// Closes a month: it takes no more entries. Errors: conflict when it is closed already.
Result<void> close_month(storage::Transaction& tx, Id branch, Day any_day);

/// Whether a day's month is closed.
Result<bool> is_closed(storage::Transaction& tx, Id branch, Day day);

} // namespace boai::ledger
