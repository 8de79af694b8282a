/// \file
/// The public pages of giving as HTML. Pure: they get what they show.
#pragma once

#include "modules/giving/campaigns/match_view.hpp"
#include "modules/giving/campaigns/plan_page.hpp"
#include "modules/giving/campaigns/team_ranking.hpp"
#include "modules/giving/goods/public_goods.hpp"
#include "modules/giving/kept_disclosure.hpp"
#include "modules/giving/public_gifts.hpp"
#include "pages/layout.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// Everything the home page shows.
struct HomeView {
    std::string society;
    PublicTotals all;
    PublicTotals today;
    Day day;
    std::vector<Money> daily;  ///< the last days up to `day`
    std::vector<PublicCampaign> campaigns;
    std::vector<PublicGift> latest;
    bool takes_gifts = false; ///< by the page for giving directly
};

[[nodiscard]] pages::Page home_page(const HomeView& view, Language language);

/// Everything the disclosure shows.
struct DisclosureView {
    std::string society;
    PublicQuestion question;
    DisclosureAnswer answer; ///< to a name without totals and campaigns
    std::vector<PublicGoods> goods {}; ///< given in kind, of an answer to a name
};

[[nodiscard]] pages::Page disclosure_page(const DisclosureView& view, Language language);

struct CampaignView {
    std::string society;
    PublicCampaign campaign;
    Day day;
    std::vector<Money> daily;
    std::vector<PublicGift> latest;
    bool takes_gifts = false; ///< by the page for giving directly
    std::optional<PublicPlan> plan {}; ///< it raises funds publicly under
    std::vector<TeamSum> teams {}; ///< ranked
    MatchByKind matches {};
};

[[nodiscard]] pages::Page campaign_page(const CampaignView& view, Language language);

/// Gifts as a table under a heading of the page's own, which says the same as `caption`.
void append_gift_list(
    pages::Html& html, const std::vector<PublicGift>& gifts, Text caption, Language language
);

}  // namespace boai::giving
