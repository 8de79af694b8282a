/// \file
/// Positions: where the fen of a fund stand. Income lies on an axis in the order it was booked,
/// from 0; a cursor says how far it has been used; what was returned to its donor is a hole.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace boai::ledger {

/// A stretch of an axis: [from, from + length).
struct Stretch {
    std::int64_t from = 0;
    std::int64_t length = 0;

    [[nodiscard]] constexpr std::int64_t end() const { return from + length; }

    friend constexpr bool operator==(const Stretch&, const Stretch&) = default;
};

/// What two stretches share; of length 0 when nothing.
[[nodiscard]] Stretch overlap(const Stretch& a, const Stretch& b);

/// What was taken from an axis.
struct Taken {
    std::vector<Stretch> parts; ///< in order; none is empty, no two touch
    std::int64_t cursor = 0; ///< where the next outflow begins to look
    std::int64_t missing = 0; ///< of the amount, when the axis ended before
};

/// Takes `amount` from `cursor` on and before `end`, around the holes: first in, first out.
/// `holes` are in order and do not overlap; those before the cursor are passed over.
[[nodiscard]] Taken
take(std::int64_t cursor, std::int64_t end, std::span<const Stretch> holes, std::int64_t amount);

/// The end of a gift's own part that is still there to be returned: what has not been used and not
/// been returned before. `returned` was taken from its end already.
[[nodiscard]] Stretch
still_unspent(const Stretch& part, std::int64_t returned, std::int64_t cursor);

} // namespace boai::ledger
