/// \file
/// Trace: what became of money that came in, and whose money an outflow was. Both directions follow
/// positions, first in, first out, through allocations into other branches.
#pragma once

#include "base/function_ref.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "ledger/entry.hpp"
#include "ledger/movement.hpp"
#include "ledger/position.hpp"
#include "storage/connection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace boai::ledger {

/// Runs a query on a snapshot or in a transaction; as record::Queries.
using Queries = FunctionRef<
    Result<void>(std::string_view sql, storage::Params params, storage::RowSink sink)>;

/// A stretch of the axis of one fund of one branch.
struct Place {
    Id branch;
    Id fund;
    Stretch stretch;
    std::string commodity { renminbi };
};

/// A use of traced money.
struct Use {
    Id branch; ///< where it was used
    Id fund;
    EntryKind kind = EntryKind::payment; ///< payment or fee
    Id source; ///< the payment
    std::uint64_t entry = 0; ///< in the log of that branch
    std::string title; ///< what it was for; without personal values, may be empty
    Day day;
    std::int64_t amount = 0; ///< in fen, of the traced money alone
};

/// Traced money that is not used yet.
struct Held {
    Id branch; ///< where it lies; the sender while in transit
    Day since; ///< the day it came there
    std::int64_t amount = 0;
    bool in_transit = false; ///< sent to another branch, which has not confirmed it
};

/// A step of the money on its way to another branch.
struct Step {
    EntryKind kind = EntryKind::allocation; ///< allocation, or confirmation when it arrived
    Id branch;
    Id source;
    std::string title;
    Day day;
    std::int64_t amount = 0;
};

/// What became of a stretch. uses + held + returned is all of it.
struct Trace {
    std::int64_t amount = 0;
    std::int64_t returned = 0; ///< given back to the donor
    std::vector<Use> uses; ///< in the order of the money
    std::vector<Held> held;
    std::vector<Step> steps;
    bool is_whole = true; ///< false when there was more than may be shown
};

/// What became of the money that came in on `place`. Errors: as storage.
Result<Trace> trace_forward(Queries queries, const Place& place);

/// A piece of money as it came into the book.
struct Origin {
    Id branch;
    Id fund;
    EntryKind kind = EntryKind::gift;
    Id source; ///< the gift
    std::uint64_t entry = 0; ///< in the log of that branch
    Day day;
    std::int64_t amount = 0; ///< of the outflow, in fen
};

/// Whose money an outflow was, oldest first, in renminbi; `position` is that of its first movement.
/// Errors: as storage.
Result<std::vector<Origin>>
trace_back(Queries queries, Id branch, Id fund, Id source, std::int64_t position);

} // namespace boai::ledger
