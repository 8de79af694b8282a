/// \file
/// The public pages of teams: a team's own, and the ranking on its campaign's.
#pragma once

#include "modules/giving/campaigns/match_view.hpp"
#include "modules/giving/campaigns/team_ranking.hpp"
#include "modules/giving/public_gifts.hpp"
#include "pages/html.hpp"
#include "pages/layout.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// The teams of a campaign with their sums, ranked. Errors: as storage.
Result<std::vector<TeamSum>> read_teams(
    const record::Registry& registry,
    record::Queries queries,
    const std::vector<Id>& branches,
    Id campaign
);

/// Everything a team's page shows.
struct TeamView {
    std::string society;
    PublicCampaign campaign;
    TeamSum team;
    std::size_t teams = 0; ///< of the campaign
    std::vector<PublicGift> latest;
    bool takes_gifts = false; ///< by the page for giving directly
};

[[nodiscard]] pages::Page team_page(const TeamView& view, Language language);

/// What was promised on top of public gifts and what of it came, kind by kind; nothing without.
void append_matches(pages::Html& html, const MatchByKind& matches, Language language);

/// What was promised on top of one gift, kind by kind; nothing without.
void append_matches_of_gift(
    pages::Html& html, const std::array<Money, match_kinds>& matches, Language language
);

/// The ranking, the first so many of them; nothing without teams.
void append_ranking(
    pages::Html& html, Id campaign, const std::vector<TeamSum>& teams, Language language
);

} // namespace boai::giving
