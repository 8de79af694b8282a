/// \file
/// Movement: how lines are stored. A row moves an amount from one account to another within one
/// fund and commodity, so that no row can be out of balance.
#pragma once

#include "ledger/entry.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace boai::ledger {

/// What a movement does on the axis of its fund. The numbers are stored.
enum class Flow : std::int8_t {
    out = -1, ///< uses the stretch [position, position + amount)
    none = 0, ///< moves no money in or out
    in = 1, ///< adds that stretch at the end
    back = 2, ///< takes the stretch out of the middle: a hole
};

struct Movement {
    Fund fund;
    std::string_view commodity;
    std::string_view debit;
    std::string_view credit;
    std::int64_t amount = 0; ///< above zero
    Flow flow = Flow::none;
    std::int64_t position = 0;
    std::int64_t offset = 0; ///< of an outflow: how much of its entry went before, in this fund
};

/// The movements that give exactly these balanced lines: each debit is paired with the credits of
/// its fund and commodity in their order. Positions are still to be found.
[[nodiscard]] std::vector<Movement> movements_of(std::span<const Line> lines);

} // namespace boai::ledger
