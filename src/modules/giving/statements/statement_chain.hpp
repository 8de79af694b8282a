/// \file
/// The statements of an account one behind the other: their balances go on, and which days of a
/// period they leave out.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// A period of an account as it is asked for.
struct ClosingAsked {
    Id branch;
    std::string account;
    Day begins;
    Day ends;
    /// Only what was in the log before this entry: as a signed reconciliation saw it.
    std::optional<std::int64_t> before {};
};

/// Days of the period that no statement of a channel tells of.
struct Uncovered {
    std::string channel; ///< its name
    Day from;
    Day to;
};

struct StatementChain {
    std::int64_t opening = 0; ///< of the period, all channels together, in fen
    std::int64_t closing = 0;
    /// A channel whose first statement opens with nothing began with it, and one that is closed
    /// ended with nothing left; else its statements cover every day.
    std::vector<Uncovered> uncovered;
};

/// Follows the statements of each channel of the account. Errors: conflict when there is none, one
/// is missing in between by its balances, or one reaches beyond the period.
Result<StatementChain> follow_statements(record::Queries queries, const ClosingAsked& asked);

} // namespace boai::giving
