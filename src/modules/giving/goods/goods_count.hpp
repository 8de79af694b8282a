/// \file
/// Counting gifts in kind: what waits for it, and the counts of many gifts at once.
#pragma once

#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// What was counted of one line.
struct LineCount {
    Id line;
    std::int64_t counted = 0;
    std::optional<Money> value; ///< of what was counted, when a line with a value differs
};

/// The count of one gift in one step.
struct GoodsCount {
    Id gift;
    Day counted_on;
    std::string donor_counters;
    std::int64_t version = 0; ///< of the gift as whoever counted saw it
    std::vector<LineCount> lines; ///< those that differ from the list; the others are as it says
};

/// giving.count_goods_at_once: counts one gift with its differences, or refuses all of it. Not
/// listed; the endpoint for many gifts runs it, once for each.
/// Errors: as giving.count_goods and count_goods_line; conflict when the list has changed since
/// `version`; invalid, with a line's id as field, for what is wrong with a line.
[[nodiscard]] record::CommandType count_at_once();

/// A gift that waits for its count.
struct GoodsToCount {
    record::Loaded gift;
    std::vector<record::Loaded> lines; ///< that stand on its list
};

struct CountingList {
    std::vector<GoodsToCount> gifts; ///< the oldest first
    bool more = false; ///< others wait behind them
};

/// What waits for its count in these branches; at most goods_counts_max gifts.
/// Errors: as storage.
Result<CountingList> goods_to_count(
    const record::Registry& registry, record::Queries queries, const std::vector<Id>& branches
);

} // namespace boai::giving
