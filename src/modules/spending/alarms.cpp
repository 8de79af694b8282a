#include "modules/spending/alarms.hpp"

#include "modules/spending/fund_view.hpp"
#include "modules/spending/limits.hpp"

namespace boai::spending {
namespace {

using storage::Row;

std::size_t place_of(Alarm alarm) {
    return static_cast<std::size_t>(alarm);
}

} // namespace

Result<void> Alarms::read_rules(record::Queries queries, const std::vector<Id>& branches) {
    std::vector<storage::Param> params;
    const auto in = places(branches, params);
    return queries(
        "SELECT branch_id, coalesce(purpose, 0), register_days, receipt_days, settle_days, "
        "idle_days, approve_days, pay_days, prove_days, confirm_days FROM spending_alarm_rule "
        "WHERE branch_id IN ("
            + in + ") ORDER BY id",
        params,
        [&](const Row& row) -> Result<void> {
            auto& days = rules_[{ row.id(0), row.id(1) }];
            for (std::size_t at = 0; at < days.size(); ++at) {
                days[at] = row.number(static_cast<int>(at) + 2);
            }
            return {};
        }
    );
}

Result<void> Alarms::read_purposes(record::Queries queries) {
    return queries(
        "SELECT id, idle_days FROM giving_purpose WHERE idle_days > 0",
        {},
        [&](const Row& row) -> Result<void> {
            purposes_[row.id(0)] = row.number(1);
            return {};
        }
    );
}

Result<Alarms> Alarms::read(record::Queries queries, const std::vector<Id>& branches) {
    Alarms alarms;
    TRY(alarms.read_rules(queries, branches));
    TRY(alarms.read_purposes(queries));
    return alarms;
}

std::int64_t Alarms::days(Id branch, Id fund, Alarm alarm) const {
    const auto at = place_of(alarm);
    const auto ruled = [&](Id of) {
        const auto rule = rules_.find({ branch, of });
        return rule == rules_.end() ? 0 : rule->second[at];
    };
    if (!fund.empty() && ruled(fund) > 0) {
        return ruled(fund);
    }
    if (const auto own = purposes_.find(fund); alarm == Alarm::spend && own != purposes_.end()) {
        return own->second;
    }
    return ruled({}) > 0 ? ruled({}) : alarm_days_default[at];
}

} // namespace boai::spending
