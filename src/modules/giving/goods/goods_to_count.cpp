#include "modules/giving/goods/goods_count.hpp"
#include "modules/giving/limits.hpp"
#include "record/rows.hpp"

#include <array>

namespace boai::giving {
namespace {

using storage::Param;

/// "$1, $2": a place for each branch, which is added to the parameters.
std::string places_of(const std::vector<Id>& branches, std::vector<Param>& params) {
    std::string places;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return places;
}

} // namespace

Result<CountingList> goods_to_count(
    const record::Registry& registry, record::Queries queries, const std::vector<Id>& branches
) {
    std::vector<Param> params;
    const auto tail = " WHERE t.branch_id IN (" + places_of(branches, params)
        + ") AND t.state = 'listed' AND t.lines > 0 ORDER BY t.id LIMIT "
        + std::to_string(goods_counts_max + 1);
    CountingList list;
    for (auto& gift : TRY(record::all_of(queries, registry.table(goods_gift_type), tail, params))) {
        if (list.gifts.size() == goods_counts_max) {
            list.more = true;
            break;
        }
        const std::array of_gift { Param { gift.head.branch }, Param { gift.head.id } };
        auto lines = TRY(record::all_of(
            queries,
            registry.table(goods_line_type),
            " WHERE t.branch_id = $1 AND t.gift = $2 AND t.state = 'listed' ORDER BY t.id",
            of_gift
        ));
        list.gifts.push_back({ std::move(gift), std::move(lines) });
    }
    return list;
}

} // namespace boai::giving
