/// \file
/// Axis: the positions of a fund as they stand in the book.
#pragma once

#include "ledger/entry.hpp"
#include "ledger/movement.hpp"
#include "ledger/position.hpp"
#include "storage/transaction.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace boai::ledger {

/// Gives every movement its place on the axis of its fund; an outflow that goes around holes
/// becomes several. Writes nothing.
/// Errors: conflict when a gift's own money is used already; corrupt when the axis holds less than
/// the accounts.
Result<void>
find_positions(storage::Transaction& tx, const Entry& entry, std::vector<Movement>& movements);

/// Moves the ends and cursors as the movements of an entry say, and notes where another day begins.
Result<void>
advance_axes(storage::Transaction& tx, const Entry& entry, std::span<const Movement> movements);

/// What of a gift's own part is still there to be returned, in fen.
Result<std::int64_t> unspent_of(
    storage::Transaction& tx,
    Id branch,
    Id fund,
    const OwnPart& part,
    std::string_view commodity = renminbi
);

} // namespace boai::ledger
