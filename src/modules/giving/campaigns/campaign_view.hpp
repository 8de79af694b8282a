/// \file
/// What officers see of campaigns: sums, plans and what is due.
#pragma once

#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "modules/giving/campaigns/plan_deadlines.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <map>
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

/// A deadline of a plan that is not met yet.
struct PlanDue {
    Id branch;
    Id plan;
    std::string name;
    Deadline deadline;
};

using Plans = std::map<Id, record::Stored<FundraisingPlan>>;

/// Every plan of the book. Errors: as storage.
Result<Plans> read_plans(const record::Registry& registry, record::Queries queries);

/// The campaigns kept by the branches of the scope, open ones first.
/// Errors: as storage.
Result<std::vector<CampaignSum>> view_campaigns(const CampaignScope& scope);

/// What the plans of the scope's branches have still to do, the nearest first. Errors: as storage.
Result<std::vector<PlanDue>> view_due(const CampaignScope& scope);

} // namespace boai::giving
