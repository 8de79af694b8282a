#include "modules/spending/fund_view.hpp"

#include "ledger/account.hpp"
#include "ledger/movement_reading.hpp"
#include "ledger/tables.hpp"

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
            const auto mark = static_cast<ledger::AxisMark>(row.number(2));
            if (mark != ledger::AxisMark::day) {
                (mark == ledger::AxisMark::end ? axis.end : axis.cursor) = row.number(3);
            }
            return {};
        }
    ));
    return axes;
}

/// Gathers by day what came in behind the cursor, without what was returned of it: the stretches
/// between the places where days begin, however many inflows lie in them.
Result<void> read_ages(record::Queries queries, const Axis& axis, FundView& view) {
    const ledger::Stretch live { axis.cursor, axis.end - axis.cursor };
    std::vector<std::pair<std::int64_t, Day>> begins;
    const Param params[] = { view.branch, view.fund, axis.cursor };
    TRY(queries(
        "SELECT position, day FROM ledger_day WHERE branch_id = $1 AND fund = $2 AND commodity = "
        "'CNY' AND position >= coalesce((SELECT max(position) FROM ledger_day WHERE branch_id = $1 "
        "AND fund = $2 AND commodity = 'CNY' AND position <= $3), 0) ORDER BY position",
        params,
        [&](const Row& row) -> Result<void> {
            begins.emplace_back(row.number(0), row.day(1));
            return {};
        }
    ));
    std::map<Day, std::int64_t> days;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const auto& [from, day] = begins[i];
        const auto to = i + 1 < begins.size() ? begins[i + 1].first : axis.end;
        days[day] += ledger::overlap({ from, to - from }, live).length;
    }
    TRY(queries(
        "SELECT position, amount FROM ledger_movement WHERE branch_id = $1 AND fund = $2 AND "
        "commodity = 'CNY' AND flow = 2 AND position >= $3",
        params,
        [&](const Row& row) -> Result<void> {
            const auto after = std::ranges::upper_bound(
                begins, row.number(0), {}, &std::pair<std::int64_t, Day>::first
            );
            if (after != begins.begin()) {
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

/// The code of the fund in the log.
Result<void> read_code(record::Queries queries, FundView& view) {
    if (view.fund.empty()) {
        return {};
    }
    const Param code_of[] = { view.branch, view.fund };
    return queries(
        "SELECT code FROM ledger_fund WHERE branch_id = $1 AND id = $2",
        code_of,
        [&](const Row& row) -> Result<void> {
            view.code = row.text(0);
            return {};
        }
    );
}

} // namespace

Result<FundNames> FundNames::read(record::Queries queries) {
    FundNames names;
    TRY(queries("SELECT id, name FROM giving_purpose", {}, [&](const Row& row) -> Result<void> {
        names.names_[row.id(0)] = row.text(1);
        return {};
    }));
    return names;
}

Message FundNames::of(Id fund) const {
    if (fund.empty()) {
        return ledger::unrestricted_name;
    }
    if (fund == ledger::unidentified_fund().id) {
        return ledger::unidentified_name;
    }
    const auto found = names_.find(fund);
    const auto name = found == names_.end() ? to_string(fund) : found->second;
    return { name, name };
}

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

Result<std::vector<FundView>>
view_funds(record::Queries queries, const std::vector<Id>& branches, const Alarms& alarms) {
    const auto reserved = TRY(read_reserved(queries, branches));
    const auto ready = TRY(read_ready(queries, branches));
    const auto names = TRY(FundNames::read(queries));
    std::vector<FundView> views;
    for (const auto& [key, axis] : TRY(read_axes(queries, branches))) {
        FundView view { .branch = key.first, .fund = key.second };
        view.idle_days = alarms.days(view.branch, view.fund, Alarm::spend);
        view.name = names.of(view.fund);
        TRY(read_code(queries, view));
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
view_transit(record::Queries queries, const std::vector<Id>& branches, const Alarms& alarms) {
    std::vector<Param> params;
    const auto in = places(branches, params);
    std::vector<InTransit> found;
    TRY(queries(
        // The receiver's answer is booked first; the sender's side follows it.
        "SELECT branch_id, id, to_branch, coalesce(purpose, 0), title, amount, sent_on FROM "
        "spending_allocation s WHERE state = 'sent' AND NOT EXISTS (SELECT 1 FROM "
        "spending_arrival a WHERE a.branch_id = s.to_branch AND a.allocation = s.id) AND "
        "(branch_id IN ("
            + in + ") OR to_branch IN (" + in + ")) ORDER BY sent_on, id",
        params,
        [&](const Row& row) -> Result<void> {
            // The sender chases by its own rule, the receiver sees what its own rule says.
            const bool is_senders = std::ranges::find(branches, row.id(0)) != branches.end();
            const auto ruling = row.id(is_senders ? 0 : 2);
            found.push_back({ row.id(0),
                              row.id(1),
                              row.id(2),
                              row.id(3),
                              std::string { row.text(4) },
                              row.number(5),
                              row.day(6),
                              alarms.days(ruling, row.id(3), Alarm::confirm) });
            return {};
        }
    ));
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
