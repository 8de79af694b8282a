/// \file
/// What officers see of campaigns: sums, plans and what is due.
#pragma once

#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "record/engine.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// Where the read models read; outlived by nothing they give back.
struct CampaignScope {
    const record::Registry& registry;
    record::Queries queries;
    const std::vector<Id>& branches;
};

/// One campaign with what it raised in the branches of the scope.
struct CampaignSum {
    record::Head head;
    Campaign campaign;
    Money amount;
    std::int64_t gifts = 0;
};

/// What is to be done by a day: by a plan, or a campaign's disclosure by the calendar.
struct CampaignDue {
    Id branch;
    Id plan; ///< of a plan's own duties
    Id campaign; ///< of what is to be disclosed
    std::string name; ///< of the plan or campaign
    std::string_view duty; ///< its name in the API
    Text title;
    Text source;
    Day due;
    bool is_met = false;
};

using Plans = std::map<Id, record::Stored<FundraisingPlan>>;

/// Every plan of the book. Errors: as storage.
Result<Plans> read_plans(const record::Registry& registry, record::Queries queries);

/// The campaigns kept by the branches of the scope, open ones first.
/// Errors: as storage.
Result<std::vector<CampaignSum>> view_campaigns(const CampaignScope& scope);

/// What a campaign's gifts are for; none for unrestricted. Errors: not_found.
Result<Id> find_purpose(const CampaignScope& scope, Id campaign);

/// What a plan itself has to do, by day.
[[nodiscard]] std::vector<CampaignDue> duties_of(const record::Stored<FundraisingPlan>& plan);

/// Of each clock of each campaign of the scope's branches what is to be disclosed next, or where
/// nothing is, what was disclosed last. Errors: as storage.
Result<std::vector<CampaignDue>>
view_clocks(const record::Engine& engine, const CampaignScope& scope);

/// What plans and campaigns of the scope's branches have still to do, the nearest first.
/// Errors: as storage.
Result<std::vector<CampaignDue>> view_due(const record::Engine& engine, const CampaignScope& scope);

} // namespace boai::giving
