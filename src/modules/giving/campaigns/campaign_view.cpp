#include "modules/giving/campaigns/campaign_view.hpp"

#include "figures/figure.hpp"
#include "modules/giving/giving_figures.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

using storage::Param;

/// " WHERE t.branch_id IN ($1, ...)", with its parameters.
std::string within(const std::vector<Id>& branches, std::vector<Param>& params) {
    std::string places;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return " WHERE t.branch_id IN (" + places + ")";
}

/// Adds what a figure says of each campaign.
template <class Add>
Result<void> add_figure(
    const CampaignScope& scope, std::vector<CampaignSum>& found, std::string_view figure, Add add
) {
    std::map<std::string, CampaignSum*, std::less<>> by_key;
    for (auto& sum : found) {
        by_key.emplace(to_string(sum.head.id), &sum);
    }
    const figures::Question question { .figure = figure,
                                       .branches = scope.branches,
                                       .dimension = "campaign" };
    for (const auto& line : TRY(figures::ask(scope.queries, question))) {
        if (const auto at = by_key.find(line.key); at != by_key.end()) {
            add(*at->second, line.value);
        }
    }
    return {};
}

} // namespace

Result<Plans> read_plans(const record::Registry& registry, record::Queries queries) {
    Plans plans;
    TRY(registry.table(fundraising_plan_type)
            .select(queries, "", {}, [&](const record::Loaded& loaded) -> Result<void> {
                plans.emplace(
                    loaded.head.id,
                    record::Stored<FundraisingPlan> { loaded.head, loaded.as<FundraisingPlan>() }
                );
                return {};
            }));
    return plans;
}

Result<std::vector<CampaignSum>> view_campaigns(const CampaignScope& scope) {
    std::vector<CampaignSum> found;
    std::vector<Param> params;
    const auto tail = within(scope.branches, params)
        + " ORDER BY CASE t.state WHEN 'open' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END, t.begins "
          "DESC, "
          "t.id DESC";
    TRY(scope.registry.table(campaign_type)
            .select(scope.queries, tail, params, [&](const record::Loaded& loaded) -> Result<void> {
                found.push_back({ loaded.head, loaded.as<Campaign>(), {}, 0 });
                return {};
            }));
    TRY(add_figure(scope, found, income_amount.name, [](CampaignSum& sum, std::int64_t value) {
        sum.amount.fen = value;
    }));
    TRY(add_figure(scope, found, income_gifts.name, [](CampaignSum& sum, std::int64_t value) {
        sum.gifts = value;
    }));
    return found;
}

Result<std::vector<PlanDue>> view_due(const CampaignScope& scope) {
    std::vector<PlanDue> due;
    std::vector<Param> params;
    const auto tail = within(scope.branches, params) + " AND t.state <> 'closed'";
    TRY(scope.registry.table(fundraising_plan_type)
            .select(scope.queries, tail, params, [&](const record::Loaded& loaded) -> Result<void> {
                const auto& plan = loaded.as<FundraisingPlan>();
                for (const auto& deadline : deadlines_of(plan)) {
                    if (!deadline.is_met) {
                        due.push_back({ loaded.head.branch, loaded.head.id, plan.name, deadline });
                    }
                }
                return {};
            }));
    std::ranges::sort(due, [](const PlanDue& a, const PlanDue& b) {
        return std::tie(a.deadline.due, a.plan, a.deadline.duty)
            < std::tie(b.deadline.due, b.plan, b.deadline.duty);
    });
    return due;
}

} // namespace boai::giving
