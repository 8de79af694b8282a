/// \file
/// Closing: whether an account agrees with its statements to the fen, and what stands in the way.
#pragma once

#include "ledger/entry.hpp"
#include "modules/giving/statements/account_book.hpp"
#include "modules/giving/statements/statement_chain.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// A line or an entry that nobody has explained or named.
struct InTheWay {
    Id line; ///< none for an entry
    std::int64_t entry = 0;
    Day day;
    Money amount;
};

struct Closing {
    ledger::ReconciliationTold told;
    std::vector<Uncovered> uncovered; ///< as follow_statements()
    std::vector<InTheWay> in_the_way; ///< lines first, by day
    /// What the period before brought forward; 0 for the first.
    std::int64_t brought_before = 0;
};

/// Adds an account up: what came since the period signed last, onto what that one carries.
/// Errors: conflict when there is no statement, one is missing in between or
/// reaches beyond the period, or the period does not follow the one signed last.
Result<Closing> close_account(record::Queries queries, const ClosingAsked& asked);

/// "2026-05-03 to 2026-05-04 (Bank), ...". Errors of signing tell them.
[[nodiscard]] std::string listed(const std::vector<Uncovered>& days);

/// "2026-05-12 200.00, ...": the first of what stands in the way. Errors of signing tell them.
[[nodiscard]] std::string listed(const std::vector<InTheWay>& items);

} // namespace boai::giving
