/// \file
/// Waiting: what waits for somebody at each step of the money, since when, and what is late. Money
/// lies still where nobody sees that it waits (款物零滞留).
#pragma once

#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace boai::spending {

/// One step of the money, and what has reached it and no further.
struct Waiting {
    std::string_view step; ///< "approve_payment": as the command that ends the waiting
    Text title;
    std::string_view record; ///< the type whose list shows them, in `state`; empty for none
    std::string_view state;
    std::string_view capability; ///< of whoever may end the waiting
    std::int64_t count = 0;
    std::int64_t amount = 0; ///< in fen
    std::optional<Day> oldest; ///< waits since
    std::int64_t late = 0; ///< of them, longer than the alarm of their branch
};

/// Every step in the order of the money, also those where nothing waits: received by a platform,
/// asked for, approved, paid, proved, sent, confirmed. Errors: as storage.
Result<std::vector<Waiting>>
view_waiting(record::Queries queries, const std::vector<Id>& branches, Day today);

} // namespace boai::spending
