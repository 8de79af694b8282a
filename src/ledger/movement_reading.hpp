/// \file
/// Reading movements and links by their place on an axis.
#pragma once

#include "ledger/trace.hpp"

#include <string_view>
#include <vector>

namespace boai::ledger {

/// A movement as stored.
struct StoredMovement {
    Stretch stretch;
    std::uint64_t entry = 0;
    EntryKind kind = EntryKind::gift;
    Id source;
    Day day;
    std::int64_t offset = 0;
};

/// Movements read of one stretch at most.
inline constexpr int movements_max = 10'000;

/// Movements of one flow that share fen with a place, in order: those that begin in it and the one
/// before. At most movements_max.
Result<std::vector<StoredMovement>> movements_over(Queries queries, const Place& place, Flow flow);

/// The movements of one outflow from its first position on.
Result<std::vector<StoredMovement>>
movements_of_source(Queries queries, const Place& begin, Id source);

/// A link as stored, of one source and direction, in order.
struct StoredLink {
    std::int64_t offset = 0;
    Place to; ///< of the link's length
};

Result<std::vector<StoredLink>> links_of(Queries queries, Id branch, Id source, Flow flow);

/// What a source is called in public; empty when it has no name.
Result<std::string> title_of_source(Queries queries, Id branch, Id source);

} // namespace boai::ledger
