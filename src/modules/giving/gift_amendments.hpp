/// \file
/// Which entries put another donor on a gift, in order.
#pragma once

#include "base/time.hpp"
#include "modules/giving/gift_entries.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace boai::giving {

/// One correction of a gift's donor, as far as everybody may know it: never a name.
struct Amendment {
    std::int64_t entry = 0; ///< in the branch's log
    Instant at; ///< when it was entered
    bool is_name_changed = false;
    /// The kinds of the donor before and after, where they differ.
    std::optional<std::pair<DonorKind, DonorKind>> kinds {};
};

/// The corrections of a gift in cash or in kind that stand in the log, oldest first.
/// Errors: corrupt when the gift's history cannot be read; as storage.
Result<std::vector<Amendment>> amendments_of(record::Queries queries, const DonorTold& gift);

} // namespace boai::giving
