/// \file
/// What became of a gift, as its public page and the console tell it.
#pragma once

#include "ledger/trace.hpp"
#include "modules/giving/gift.hpp"

namespace boai::giving {

/// The uses of a gift in the order of its fen, what lies where, and what was returned. Its texts
/// hold no personal values. Errors: as storage.
Result<ledger::Trace> trace_gift(ledger::Queries queries, Id branch, const Gift& gift);

/// One moment on the way of a gift; `at` and who stands behind it are in the history.
struct GiftStep {
    std::string_view name; ///< received, registered, receipted, allocated, confirmed, paid
    Text title;
    Day day;
    std::int64_t amount = 0; ///< of the gift, in fen
};

/// The steps so far in their order. `made_on` is the day of its entry into the book.
[[nodiscard]] std::vector<GiftStep>
steps_of(const Gift& gift, Day made_on, const ledger::Trace& trace);

} // namespace boai::giving
