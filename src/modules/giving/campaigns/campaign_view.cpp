#include "modules/giving/campaigns/campaign_view.hpp"

#include "figures/figure.hpp"
#include "modules/giving/campaigns/plan_deadlines.hpp"
#include "modules/giving/disclosure/calendar_reader.hpp"
#include "modules/giving/giving_figures.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

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

/// Clocks of campaigns run for three months after their end; no plan is for more than years.
constexpr int clocks_ahead_days = 1'200;

CampaignDue clock_of(Id branch, const DisclosureDue& due) {
    const auto& choice = record::choice_of(due.clock);
    const auto rules = clock_rules();
    const auto rule = std::ranges::find(rules, due.clock, &ClockRule::clock);
    return { .branch = branch,
             .campaign = due.campaign,
             .name = due.name,
             .duty = choice.value,
             .title = choice.label,
             .source = rule == rules.end() ? Text {} : rule->source,
             .due = due.due,
             .is_met = due.met_on.has_value() };
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

Result<Id> find_purpose(const CampaignScope& scope, Id campaign) {
    std::optional<Id> found;
    const std::array params { Param { campaign } };
    TRY(scope.queries(
        "SELECT coalesce(purpose, 0) FROM giving_campaign WHERE id = $1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = row.id(0);
            return {};
        }
    ));
    if (!found) {
        return fail(Errc::not_found, Text { "没有这个募捐活动", "there is no such campaign" });
    }
    return *found;
}

std::vector<CampaignDue> duties_of(const record::Stored<FundraisingPlan>& plan) {
    std::vector<CampaignDue> duties;
    for (const auto& deadline : deadlines_of(plan.value)) {
        duties.push_back({ .branch = plan.head.branch,
                           .plan = plan.head.id,
                           .name = plan.value.name,
                           .duty = word_of(deadline.duty),
                           .title = title_of(deadline.duty),
                           .source = source_of(deadline.duty),
                           .due = deadline.due,
                           .is_met = deadline.is_met });
    }
    return duties;
}

Result<std::vector<CampaignDue>>
view_clocks(const record::Engine& engine, const CampaignScope& scope) {
    const auto today = local_day(engine.clock().now());
    std::vector<CampaignDue> clocks;
    for (const auto branch : scope.branches) {
        const auto ground = TRY(read_calendar(engine, scope.queries, {}, branch, today));
        std::map<std::pair<Id, ClockKind>, CampaignDue> next;
        for (const auto& due : disclosure_calendar(ground, clocks_ahead_days)) {
            const std::pair key { due.campaign, due.clock };
            const auto known = next.find(key);
            if (!due.campaign.empty() && (known == next.end() || known->second.is_met)) {
                next[key] = clock_of(branch, due);
            }
        }
        for (auto& [key, due] : next) {
            clocks.push_back(std::move(due));
        }
    }
    return clocks;
}

Result<std::vector<CampaignDue>>
view_due(const record::Engine& engine, const CampaignScope& scope) {
    auto due = TRY(view_clocks(engine, scope));
    std::vector<Param> params;
    const auto tail = within(scope.branches, params) + " AND t.state <> 'closed'";
    TRY(scope.registry.table(fundraising_plan_type)
            .select(scope.queries, tail, params, [&](const record::Loaded& loaded) -> Result<void> {
                std::ranges::move(
                    duties_of({ loaded.head, loaded.as<FundraisingPlan>() }),
                    std::back_inserter(due)
                );
                return {};
            }));
    std::erase_if(due, &CampaignDue::is_met);
    std::ranges::stable_sort(due, {}, &CampaignDue::due);
    return due;
}

} // namespace boai::giving
