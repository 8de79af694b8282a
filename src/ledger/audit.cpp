#include "ledger/audit.hpp"

#include "ledger/account.hpp"
#include "ledger/audit_leaves.hpp"
#include "ledger/tables.hpp"

#include <algorithm>
#include <tuple>

namespace boai::ledger {
namespace {

using storage::Row;

struct BookKey {
    Id branch;
    Id fund;
    std::string commodity;
    friend auto operator<=>(const BookKey&, const BookKey&) = default;
};

struct AccountKey {
    BookKey book;
    std::string account;
    friend auto operator<=>(const AccountKey&, const AccountKey&) = default;
};

using Balances = std::map<AccountKey, std::int64_t>;

std::string told(const BookKey& book) {
    return "branch " + to_string(book.branch) + " fund "
        + (book.fund.empty() ? "U" : to_string(book.fund)) + " " + book.commodity;
}

void add_fault(Finding& finding, std::string fault) {
    if (finding.faults.size() < faults_max) {
        finding.faults.push_back(std::move(fault));
    }
}

BookKey book_of(const Row& row) {
    return { row.id(0), row.id(1), std::string { row.text(2) } };
}

Result<Balances> read_balances(Queries queries, std::string_view sql) {
    Balances balances;
    TRY(queries(sql, {}, [&](const Row& row) -> Result<void> {
        balances[{ book_of(row), std::string { row.text(3) } }] += row.number(4);
        return {};
    }));
    std::erase_if(balances, [](const auto& balance) { return balance.second == 0; });
    return balances;
}

Result<Balances> stored_balances(Queries queries) {
    return read_balances(
        queries, "SELECT branch_id, fund, commodity, account, amount FROM ledger_balance"
    );
}

Result<Finding> check_balances(Queries queries, const Balances& stored) {
    Finding finding { "balances are the sums of the movements", 0, {} };
    const auto counted = TRY(read_balances(
        queries,
        "SELECT branch_id, fund, commodity, debit, CAST(sum(amount) AS BIGINT) FROM "
        "ledger_movement GROUP BY branch_id, fund, commodity, debit UNION ALL "
        "SELECT branch_id, fund, commodity, credit, CAST(-sum(amount) AS BIGINT) FROM "
        "ledger_movement GROUP BY branch_id, fund, commodity, credit"
    ));
    finding.looked_at = std::max(stored.size(), counted.size());
    const auto compare = [&](const AccountKey& key, std::int64_t is, std::int64_t should) {
        if (is != should) {
            add_fault(
                finding,
                told(key.book) + " account " + key.account + ": kept " + std::to_string(is)
                    + ", counted " + std::to_string(should)
            );
        }
    };
    for (const auto& [key, amount] : counted) {
        const auto found = stored.find(key);
        compare(key, found == stored.end() ? 0 : found->second, amount);
    }
    for (const auto& [key, amount] : stored) {
        if (!counted.contains(key)) {
            compare(key, amount, 0);
        }
        const auto* account = find_account(key.account);
        if (account == nullptr || (account->limited && amount < 0)) {
            add_fault(finding, told(key.book) + " account " + key.account + " is below zero");
        }
    }
    return finding;
}

/// Where the days of an axis begin.
using DaysOfAxis = std::vector<std::pair<std::int64_t, Day>>;

/// One axis, gathered in the order of the movements' key: out, none, in, back.
struct AxisSums {
    std::int64_t end = 0; ///< of the inflows so far
    std::vector<Stretch> outflows;
    std::vector<Stretch> holes;
    DaysOfAxis days; ///< as they follow from the inflows
    std::uint64_t last_entry = 0; ///< of the outflows
    std::int64_t of_entry = 0;
    std::string fault; ///< the first
};

void note(AxisSums& axis, std::string_view what, std::int64_t position) {
    if (axis.fault.empty()) {
        axis.fault = std::string { what } + " at " + std::to_string(position);
    }
}

void add_movement(AxisSums& axis, Flow flow, const Stretch& stretch, const Row& row) {
    switch (flow) {
    case Flow::in:
        if (stretch.from != axis.end) {
            note(axis, "an inflow does not follow the one before", stretch.from);
        }
        axis.end = stretch.end();
        if (axis.days.empty() || axis.days.back().second != row.day(8)) {
            axis.days.emplace_back(stretch.from, row.day(8));
        }
        break;
    case Flow::out: {
        const auto entry = static_cast<std::uint64_t>(row.number(6));
        axis.of_entry = entry == axis.last_entry && !axis.outflows.empty() ? axis.of_entry : 0;
        axis.last_entry = entry;
        if (row.number(7) != axis.of_entry) {
            note(axis, "an outflow has a wrong offset", stretch.from);
        }
        axis.of_entry += stretch.length;
        axis.outflows.push_back(stretch);
        break;
    }
    case Flow::back:
        axis.holes.push_back(stretch);
        break;
    case Flow::none:
        break;
    }
}

/// Outflows and holes lie side by side up to the cursor; behind it there are only holes, within
/// the axis. Gives what is left on the axis.
std::int64_t lay_out(AxisSums& axis, std::int64_t cursor) {
    std::int64_t place = 0;
    auto hole = axis.holes.begin();
    const auto pass_holes = [&] {
        while (hole != axis.holes.end() && hole->from == place) {
            place = (hole++)->end();
        }
    };
    for (const auto& outflow : axis.outflows) {
        pass_holes();
        if (outflow.from != place) {
            note(axis, "an outflow does not take the oldest", outflow.from);
        }
        place = outflow.end();
    }
    const auto used = axis.outflows.empty() ? 0 : axis.outflows.back().end();
    if (used != cursor) {
        note(axis, "the cursor is not where the last outflow ends, but", cursor);
    }
    auto left = axis.end - used;
    for (; hole != axis.holes.end(); ++hole) {
        if (hole->from < place) {
            note(axis, "money was returned that was used or returned before", hole->from);
        }
        place = hole->end();
        left -= hole->length;
    }
    if (place > axis.end) {
        note(axis, "money leaves that never came in", place);
    }
    return left;
}

using Marks = std::map<BookKey, std::pair<std::int64_t, std::int64_t>>;

Result<Marks> read_marks(Queries queries) {
    Marks marks;
    TRY(queries(
        "SELECT branch_id, fund, commodity, mark, value FROM ledger_axis",
        {},
        [&](const Row& row) -> Result<void> {
            auto& [end, cursor] = marks[book_of(row)];
            const auto mark = static_cast<AxisMark>(row.number(3));
            if (mark != AxisMark::day) {
                (mark == AxisMark::end ? end : cursor) = row.number(4);
            }
            return {};
        }
    ));
    return marks;
}

Result<std::map<BookKey, DaysOfAxis>> read_days(Queries queries) {
    std::map<BookKey, DaysOfAxis> days;
    TRY(queries(
        "SELECT branch_id, fund, commodity, position, day FROM ledger_day ORDER BY branch_id, "
        "fund, commodity, position",
        {},
        [&](const Row& row) -> Result<void> {
            days[book_of(row)].emplace_back(row.number(3), row.day(4));
            return {};
        }
    ));
    return days;
}

std::int64_t money_of(const Balances& balances, const BookKey& book) {
    std::int64_t money = 0;
    for (auto at = balances.lower_bound({ book, "" });
         at != balances.end() && at->first.book == book;
         ++at) {
        const auto* account = find_account(at->first.account);
        money += account != nullptr && account->money ? at->second : 0;
    }
    return money;
}

Result<Finding> check_axes(Queries queries, const Balances& balances) {
    Finding finding { "positions follow from the movements and hold what the accounts hold",
                      0,
                      {} };
    std::map<BookKey, AxisSums> axes;
    auto current = axes.end();
    TRY(queries(
        "SELECT branch_id, fund, commodity, flow, position, amount, entry, entry_offset, day FROM "
        "ledger_movement ORDER BY branch_id, fund, commodity, flow, position, entry, line",
        {},
        [&](const Row& row) -> Result<void> {
            ++finding.looked_at;
            const bool same = current != axes.end() && current->first.branch == row.id(0)
                && current->first.fund == row.id(1) && current->first.commodity == row.text(2);
            if (!same) {
                current = axes.try_emplace(book_of(row)).first;
            }
            const Stretch stretch { row.number(4), row.number(5) };
            add_movement(current->second, static_cast<Flow>(row.number(3)), stretch, row);
            return {};
        }
    ));
    const auto marks = TRY(read_marks(queries));
    const auto days = TRY(read_days(queries));
    for (auto& [book, axis] : axes) {
        const auto found = marks.find(book);
        const auto [end, cursor] = found == marks.end() ? std::pair { 0L, 0L } : found->second;
        const auto left = lay_out(axis, cursor);
        if (end != axis.end) {
            note(axis, "the axis is kept as long as", end);
        }
        const auto kept = days.find(book);
        if (axis.days != (kept == days.end() ? DaysOfAxis {} : kept->second)) {
            note(axis, "the days of the axis are not those of its inflows", axis.end);
        }
        if (const auto money = money_of(balances, book); money != left) {
            note(axis, "the money accounts hold " + std::to_string(money) + ", the axis", left);
        }
        if (!axis.fault.empty()) {
            add_fault(finding, told(book) + ": " + axis.fault);
        }
    }
    return finding;
}

/// What each branch says it gave to another is what the other says it received.
Result<Finding> check_eliminations(const Balances& balances, const BranchCodes& branches) {
    Finding finding { "what branches gave one another is zero in all", 0, {} };
    using Pair = std::tuple<std::string, std::string, Id, std::string>;
    std::map<Pair, std::int64_t> sums;
    for (const auto& [key, amount] : balances) {
        const auto code = branches.find(key.book.branch);
        const auto own = code == branches.end() ? to_string(key.book.branch) : code->second;
        const auto slash = key.account.find('/');
        const auto other = slash == std::string::npos ? "" : key.account.substr(slash + 1);
        if (key.account.starts_with("5901")) {
            sums[{ own, other, key.book.fund, key.book.commodity }] += amount;
        } else if (key.account.starts_with("4901")) {
            sums[{ other, own, key.book.fund, key.book.commodity }] += amount;
        } else if (key.account.starts_with("5902") || key.account.starts_with("4902")) {
            sums[{ own, own, {}, key.book.commodity }] += amount;
        }
    }
    finding.looked_at = sums.size();
    for (const auto& [pair, sum] : sums) {
        if (sum != 0) {
            const auto& [from, to, fund, commodity] = pair;
            const auto of_fund = fund.empty() ? std::string { "U" } : to_string(fund);
            std::string fault = from + " to " + to;
            fault += ", fund " + of_fund + ": " + std::to_string(sum);
            fault += " " + commodity + " too much on one side";
            add_fault(finding, std::move(fault));
        }
    }
    return finding;
}

} // namespace

Result<std::vector<Finding>> audit(Queries queries, const BranchCodes& branches) {
    const auto balances = TRY(stored_balances(queries));
    std::vector<Finding> findings;
    findings.push_back(TRY(check_balances(queries, balances)));
    findings.push_back(TRY(check_axes(queries, balances)));
    findings.push_back(TRY(check_eliminations(balances, branches)));
    findings.push_back(TRY(check_leaves(queries, branches)));
    return findings;
}

} // namespace boai::ledger
