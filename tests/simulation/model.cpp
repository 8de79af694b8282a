#include "simulation/model.hpp"

#include <algorithm>
#include <numeric>

namespace boai::test {

bool Model::has_reference(Id branch, Id channel, const std::string& reference) const {
    return std::ranges::any_of(gifts, [&](const ModelGift& gift) {
        return gift.branch == branch && gift.channel == channel && gift.reference == reference
            && !gift.reversed;
    });
}

std::int64_t Model::total() const {
    std::int64_t sum = 0;
    for (const auto& gift : gifts) {
        sum += gift.amount;
    }
    for (const auto& refund : refunds) {
        sum -= refund.amount;
    }
    return sum;
}

std::map<ModelCell, std::int64_t> Model::cells(bool count_gifts) const {
    std::map<ModelCell, std::int64_t> cells;
    const auto add = [&](const ModelGift& gift, Day day, std::int64_t value) {
        cells[{ gift.branch, "", "", day }] += value;
        cells[{ gift.branch, "channel", to_string(gift.channel), day }] += value;
        const auto purpose = gift.purpose.empty() ? "unrestricted" : to_string(gift.purpose);
        cells[{ gift.branch, "purpose", purpose, day }] += value;
        if (!gift.campaign.empty()) {
            cells[{ gift.branch, "campaign", to_string(gift.campaign), day }] += value;
        }
    };
    for (const auto& gift : gifts) {
        add(gift, gift.day, count_gifts ? 1 : gift.amount);
    }
    for (const auto& refund : refunds) {
        const std::int64_t gone = refund.is_reversal ? 1 : 0;
        add(gifts[refund.gift], refund.day, count_gifts ? -gone : -refund.amount);
    }
    std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
    return cells;
}

} // namespace boai::test
