#include "modules/giving/campaigns/team_ranking.hpp"

#include <algorithm>

namespace boai::giving {

void rank_teams(std::vector<TeamSum>& teams) {
    std::ranges::sort(teams, [](const TeamSum& a, const TeamSum& b) {
        return a.amount != b.amount
            ? a.amount > b.amount
            : std::tie(a.team.name, a.head.id) < std::tie(b.team.name, b.head.id);
    });
    for (std::size_t i = 0; i < teams.size(); ++i) {
        const bool is_tie = i > 0 && teams[i].amount == teams[i - 1].amount;
        teams[i].rank = is_tie ? teams[i - 1].rank : i + 1;
    }
}

std::int64_t reached_percent(Money amount, Money goal) {
    return goal.fen <= 0 ? 0 : std::max<std::int64_t>(amount.fen, 0) * 100 / goal.fen;
}

} // namespace boai::giving
