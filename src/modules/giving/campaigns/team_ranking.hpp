/// \file
/// The teams of a campaign in the order of what was given to them. Pure.
#pragma once

#include "modules/giving/campaigns/campaign_team.hpp"
#include "record/record_type.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// A team with what the public gave to it; a gift is counted as a gift, not as a person.
struct TeamSum {
    record::Head head;
    CampaignTeam team;
    Money amount;
    std::int64_t gifts = 0;
    std::size_t rank = 0; ///< from 1; the same for the same amount
};

/// Most first, then by name; sets the ranks. Teams with the same amount have the same rank, and the
/// next has the number of teams before it more one.
void rank_teams(std::vector<TeamSum>& teams);

/// How much of the goal is reached, in whole per cent rounded down; 0 without a goal.
[[nodiscard]] std::int64_t reached_percent(Money amount, Money goal);

} // namespace boai::giving
