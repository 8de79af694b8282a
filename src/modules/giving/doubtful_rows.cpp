#include "modules/giving/doubtful_rows.hpp"

#include "exchange/sheet.hpp"

#include <map>

namespace boai::giving {
namespace {

using RowState = exchange::GiftState;

/// Doubtful gifts by sheet and row; tables side by side put several into one row.
using RowPlaces = std::multimap<std::pair<std::string_view, std::uint32_t>, std::size_t>;

RowPlaces places_of(const exchange::ImportPlan& plan) {
    RowPlaces places;
    for (std::size_t i = 0; i < plan.gifts.size(); ++i) {
        const auto& gift = plan.gifts[i];
        if (gift.state == RowState::doubtful) {
            places.emplace(std::pair { plan.sheets[gift.sheet].name, gift.row }, i);
        }
    }
    return places;
}

std::unexpected<Error> decision_refused(const DoubtDecision& decision, Text why) {
    auto message = compose(
        { "第 {} 行 {}：", "row {} {}: " },
        { std::to_string(decision.row), decision.sheet + decision.column }
    );
    message.zh += why.zh;
    message.en += why.en;
    return std::unexpected(Error { Errc::invalid, message, { { "decisions", message } } });
}

}  // namespace

std::string_view name_of(DoubtRule rule) {
    return record::giving_doubt_rules[static_cast<std::size_t>(rule)].value;
}

Result<Decisions>
match_decisions(const exchange::ImportPlan& plan, std::span<const DoubtDecision> decisions) {
    const auto places = places_of(plan);
    Decisions matched;
    for (const auto& decision : decisions) {
        const auto [first, last]
            = places.equal_range({ std::string_view { decision.sheet }, decision.row });
        std::vector<std::size_t> found;
        for (auto at = first; at != last; ++at) {
            const auto column = exchange::column_name(plan.gifts[at->second].column);
            if (decision.column.empty() || decision.column == column) {
                found.push_back(at->second);
            }
        }
        if (found.empty()) {
            return decision_refused(decision, { "这一行并不存疑", "this row is not doubtful" });
        }
        if (found.size() > 1) {
            return decision_refused(
                decision,
                { "这一行有几笔存疑，请写明金额在哪一列",
                  "several gifts of this row are doubtful; name the column of the amount" }
            );
        }
        if (!matched.emplace(found.front(), decision.take).second) {
            return decision_refused(decision, { "决定了两次", "it is decided on twice" });
        }
    }
    return matched;
}

bool is_taken(DoubtRule rule, const Decisions* decisions, std::size_t gift) {
    if (decisions != nullptr) {
        if (const auto at = decisions->find(gift); at != decisions->end()) {
            return at->second;
        }
    }
    return rule == DoubtRule::take;
}

}  // namespace boai::giving
