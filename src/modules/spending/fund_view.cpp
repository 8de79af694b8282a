#include "modules/spending/fund_view.hpp"

#include "ledger/account.hpp"
#include "ledger/movement_reading.hpp"
#include "ledger/tables.hpp"
#include "modules/spending/limits.hpp"

#include <algorithm>
#include <map>

namespace boai::spending {
namespace {

using storage::Param;
using storage::Row;

} // namespace

std::string places(const std::vector<Id>& branches, std::vector<Param>& params) {
    std::string text;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        text += (text.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return text.empty() ? "NULL" : text;
}

namespace {

struct Axis {
    std::int64_t end = 0;
    std::int64_t cursor = 0;
};

using FundKey = std::pair<Id, Id>;

Result<std::map<FundKey, Axis>>
read_axes(record::Queries queries, const std::vector<Id>& branches) {
    std::vector<Param> params;
    const auto in = places(branches, params);
    std::map<FundKey, Axis> axes;
    TRY(queries(
        "SELECT branch_id, fund, mark, value FROM ledger_axis WHERE branch_id IN (" + in
            + ") AND commodity = 'CNY'",
        params,
        [&](const Row& row) -> Result<void> {
            auto& axis = axes[{ row.id(0), row.id(1) }];
            const bool is_end = row.number(2) == static_cast<int>(ledger::AxisMark::end);
            (is_end ? axis.end : axis.cursor) = row.number(3);
            return {};
        }
    ));
    return axes;
}

/// Gathers by day what came in behind the cursor, without what was returned of it.
Result<void> read_ages(record::Queries queries, const Axis& axis, FundView& view) {
    const ledger::Stretch live { axis.cursor, axis.end - axis.cursor };
    std::map<Day, std::int64_t> days;
    std::vector<std::pair<ledger::Stretch, Day>> inflows;
    const Param params[] = { view.branch, view.fund, axis.cursor };
    TRY(queries(
        "SELECT position, amount, day FROM ledger_movement WHERE branch_id = $1 AND fund = $2 AND "
        "commodity = 'CNY' AND flow = 1 AND position >= coalesce((SELECT max(position) FROM "
        "ledger_movement WHERE branch_id = $1 AND fund = $2 AND commodity = 'CNY' AND flow = 1 AND "
        "position <= $3), 0) ORDER BY position",
        params,
        [&](const Row& row) -> Result<void> {
            const ledger::Stretch stretch { row.number(0), row.number(1) };
            const auto part = ledger::overlap(stretch, live).length;
            if (part > 0) {
                days[row.day(2)] += part;
                inflows.emplace_back(stretch, row.day(2));
            }
            return {};
        }
    ));
    TRY(queries(
        "SELECT position, amount FROM ledger_movement WHERE branch_id = $1 AND fund = $2 AND "
        "commodity = 'CNY' AND flow = 2 AND position >= $3",
        params,
        [&](const Row& row) -> Result<void> {
            const auto after
                = std::ranges::upper_bound(inflows, row.number(0), {}, [](const auto& inflow) {
                      return inflow.first.from;
                  });
            if (after != inflows.begin()) {
                days[std::prev(after)->second] -= row.number(1);
            }
            return {};
        }
    ));
    for (const auto& [day, amount] : days) {
        if (amount != 0) {
            view.ages.push_back({ day, amount });
            view.unspent += amount;
        }
    }
    return {};
}

Result<std::map<FundKey, std::int64_t>>
read_reserved(record::Queries queries, const std::vector<Id>& branches) {
    std::vector<Param> params;
    const auto in = places(branches, params);
    std::map<FundKey, std::int64_t> reserved;
    TRY(queries(
        "SELECT branch_id, fund, amount FROM ledger_reserved WHERE commodity = 'CNY' AND branch_id "
        "IN ("
            + in + ")",
        params,
        [&](const Row& row) -> Result<void> {
            reserved[{ row.id(0), row.id(1) }] += row.number(2);
            return {};
        }
    ));
    return reserved;
}

} // namespace

Result<std::int64_t>
rule_of(record::Queries queries, Id branch, std::string_view column, std::int64_t other) {
    const Param params[] = { branch };
    std::int64_t found = 0;
    TRY(queries(
        "SELECT " + std::string { column }
            + " FROM spending_approval_rule WHERE branch_id = $1 ORDER BY id DESC LIMIT 1",
        params,
        [&](const Row& row) -> Result<void> {
            found = row.number(0);
            return {};
        }
    ));
    return found == 0 ? other : found;
}

namespace {

/// What lies in the bank and in cash.
Result<std::map<FundKey, std::int64_t>>
read_ready(record::Queries queries, const std::vector<Id>& branches) {
    std::vector<Param> params;
    const auto in = places(branches, params);
    std::map<FundKey, std::int64_t> ready;
    TRY(queries(
        "SELECT branch_id, fund, amount FROM ledger_balance WHERE commodity = 'CNY' AND account IN "
        "('1001', '1002', '1801/1001', '1801/1002') AND branch_id IN ("
            + in + ")",
        params,
        [&](const Row& row) -> Result<void> {
            ready[{ row.id(0), row.id(1) }] += row.number(2);
            return {};
        }
    ));
    return ready;
}

/// Code, name and alarm of the fund itself.
Result<void> read_fund(record::Queries queries, FundView& view) {
    view.idle_days = TRY(rule_of(queries, view.branch, "idle_days", idle_days_default));
    if (view.fund.empty()) {
        return {};
    }
    const Param code_of[] = { view.branch, view.fund };
    TRY(queries(
        "SELECT code FROM ledger_fund WHERE branch_id = $1 AND id = $2",
        code_of,
        [&](const Row& row) -> Result<void> {
            view.code = row.text(0);
            return {};
        }
    ));
    const Param purpose[] = { view.fund };
    return queries(
        "SELECT idle_days, name FROM giving_purpose WHERE id = $1",
        purpose,
        [&](const Row& row) -> Result<void> {
            view.idle_days = row.number(0) == 0 ? view.idle_days : row.number(0);
            view.name = { std::string { row.text(1) }, std::string { row.text(1) } };
            return {};
        }
    );
}

} // namespace

std::int64_t FundView::age(Day today) const {
    return ages.empty() ? 0 : today - ages.front().since;
}

std::int64_t FundView::idle(Day today) const {
    std::int64_t sum = 0;
    for (const auto& part : ages) {
        sum += today - part.since > idle_days ? part.amount : 0;
    }
    return sum;
}

Result<std::vector<FundView>> view_funds(record::Queries queries, const std::vector<Id>& branches) {
    const auto reserved = TRY(read_reserved(queries, branches));
    const auto ready = TRY(read_ready(queries, branches));
    std::vector<FundView> views;
    for (const auto& [key, axis] : TRY(read_axes(queries, branches))) {
        FundView view { .branch = key.first, .fund = key.second };
        TRY(read_fund(queries, view));
        TRY(read_ages(queries, axis, view));
        const auto found = reserved.find(key);
        view.reserved = found == reserved.end() ? 0 : found->second;
        const auto lying = ready.find(key);
        view.ready = lying == ready.end() ? 0 : lying->second;
        views.push_back(std::move(view));
    }
    return views;
}

Result<std::vector<InTransit>>
view_transit(record::Queries queries, const std::vector<Id>& branches) {
    std::vector<Param> params;
    const auto in = places(branches, params);
    std::vector<InTransit> found;
    TRY(queries(
        "SELECT branch_id, id, to_branch, title, amount, sent_on FROM spending_allocation WHERE "
        "state = 'sent' AND (branch_id IN ("
            + in + ") OR to_branch IN (" + in + ")) ORDER BY sent_on, id",
        params,
        [&](const Row& row) -> Result<void> {
            found.push_back({ row.id(0),
                              row.id(1),
                              row.id(2),
                              std::string { row.text(3) },
                              row.number(4),
                              row.day(5),
                              0 });
            return {};
        }
    ));
    for (auto& allocation : found) {
        allocation.chase_days
            = TRY(rule_of(queries, allocation.branch, "chase_days", chase_days_default));
    }
    return found;
}

Result<SystemTotals> system_totals(record::Queries queries, const std::vector<Id>& branches) {
    std::vector<Param> params;
    const auto in = places(branches, params);
    SystemTotals totals;
    TRY(queries(
        "SELECT account, CAST(sum(amount) AS BIGINT) FROM ledger_balance WHERE commodity = 'CNY' "
        "AND branch_id IN ("
            + in + ") GROUP BY account",
        params,
        [&](const Row& row) -> Result<void> {
            const auto* account = ledger::find_account(row.text(0));
            const auto code = account == nullptr ? std::string_view {} : account->code;
            const auto amount = row.number(1);
            if (code == "4901") {
                totals.received -= amount;
            } else if (code == "5901") {
                totals.sent += amount;
            } else if (code == "1402") {
                totals.in_transit += amount;
            } else if (code == "4902" || code == "5902" || account == nullptr) {
                return {};
            } else if (account->kind == ledger::AccountClass::income) {
                totals.income -= amount;
            } else if (account->kind == ledger::AccountClass::expense) {
                totals.spending += amount;
            }
            return {};
        }
    ));
    return totals;
}

} // namespace boai::spending
