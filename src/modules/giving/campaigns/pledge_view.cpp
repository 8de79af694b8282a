#include "modules/giving/campaigns/pledge_view.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace boai::giving {
namespace {

using storage::Param;

using Schedules = std::map<Id, std::vector<Instalment>>;

/// The instalments of the open pledges of one branch, in order of their days.
Result<Schedules> read_schedules(const CampaignScope& scope, Id branch) {
    Schedules schedules;
    const std::array params { Param { branch } };
    TRY(scope.queries(
        "SELECT i.pledge, i.due_on, i.amount FROM giving_pledge_instalment i JOIN giving_pledge p "
        "ON "
        "p.branch_id = i.branch_id AND p.id = i.pledge WHERE i.branch_id = $1 AND p.state = 'open' "
        "ORDER BY i.pledge, i.due_on, i.id",
        params,
        [&](const storage::Row& row) -> Result<void> {
            schedules[row.id(0)].push_back({ row.day(1), row.money(2) });
            return {};
        }
    ));
    return schedules;
}

void add_open(
    std::vector<OpenInstalment>& found,
    const record::Loaded& loaded,
    const std::vector<Instalment>& schedule
) {
    const auto& pledge = loaded.as<Pledge>();
    const auto open = open_of(schedule, pledge.paid);
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        if (open[i].fen > 0) {
            found.push_back({ .branch = loaded.head.branch,
                              .pledge = loaded.head.id,
                              .number = pledge.number,
                              .donor = mask_pledge_name(&pledge, pledge.donor_name),
                              .campaign = pledge.campaign,
                              .due_on = schedule[i].due_on,
                              .amount = schedule[i].amount,
                              .open = open[i] });
        }
    }
}

} // namespace

Result<std::vector<OpenInstalment>> view_instalments(const CampaignScope& scope) {
    std::vector<OpenInstalment> found;
    for (const auto branch : scope.branches) {
        const auto schedules = TRY(read_schedules(scope, branch));
        const std::array params { Param { branch } };
        TRY(scope.registry.table(pledge_type)
                .select(
                    scope.queries,
                    " WHERE t.branch_id = $1 AND t.state = 'open'",
                    params,
                    [&](const record::Loaded& loaded) -> Result<void> {
                        if (const auto at = schedules.find(loaded.head.id); at != schedules.end()) {
                            add_open(found, loaded, at->second);
                        }
                        return {};
                    }
                ));
    }
    std::ranges::sort(found, [](const OpenInstalment& a, const OpenInstalment& b) {
        return std::tie(a.due_on, a.pledge) < std::tie(b.due_on, b.pledge);
    });
    found.resize(std::min(found.size(), open_instalments_max));
    return found;
}

} // namespace boai::giving
