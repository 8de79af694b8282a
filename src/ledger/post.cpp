#include "ledger/post.hpp"

#include "base/money.hpp"
#include "base/told.hpp"
#include "ledger/account.hpp"
#include "ledger/axis.hpp"
#include "ledger/leaf.hpp"
#include "ledger/tables.hpp"
#include "transparency/log.hpp"

#include <algorithm>
#include <array>

namespace boai::ledger {
namespace {

using storage::Param;
using storage::Transaction;

std::array<Param, 4>
account_key(Id branch, Id fund, std::string_view commodity, std::string_view account) {
    return { Param { branch }, Param { fund }, Param { commodity }, Param { account } };
}

/// Funds by the names people know them by.
Text called(const Fund& fund) {
    return fund.name.en.empty() ? Text { fund.code, fund.code } : fund.name;
}

/// An amount as it is told: renminbi in yuan, anything else in its units.
std::string told(std::int64_t amount, std::string_view commodity) {
    return commodity == renminbi ? to_string(Money { amount }) : std::to_string(amount);
}

std::unexpected<Error>
too_little(const Fund& fund, std::string_view account, std::int64_t free, std::string_view unit) {
    const auto* found = find_account(account);
    const auto name = found == nullptr ? Text { account, account } : found->name;
    return fail(
        Errc::conflict,
        compose_told(
            { "资金“{}”的{}可用余额只有 {}", "of fund {}, in {}, only {} is free" },
            { called(fund), name, told(free, unit) }
        )
    );
}

Result<void> check_month(Transaction& tx, const Entry& entry) {
    if (TRY(is_closed(tx, entry.branch, entry.day))) {
        const auto date = civil(entry.day);
        const auto month = std::to_string(date.year) + "-" + std::to_string(date.month);
        return fail(
            Errc::conflict,
            compose(
                { "{} 已结账，不能再记账；更正请记入未结账的月份",
                  "the month {} is closed; correct it by an entry in an open month" },
                { month }
            )
        );
    }
    return {};
}

/// What the lines before and this one do to the line's account.
std::int64_t change_until(std::span<const Line> lines, const Line& last) {
    std::int64_t change = 0;
    for (const auto& line : lines) {
        const bool same = line.fund.id == last.fund.id && line.commodity == last.commodity
            && line.account == last.account;
        change += same ? line.amount : 0;
    }
    return change;
}

/// No limited account ends below zero.
Result<void> check_limits(Transaction& tx, const Entry& entry) {
    for (const auto& line : entry.lines) {
        if (line.amount > 0 || !find_account(line.account)->limited) {
            continue;
        }
        const auto change = change_until(entry.lines, line);
        if (change >= 0) {
            continue;
        }
        const auto free
            = TRY(free_of(tx, entry.branch, line.fund.id, line.account, line.commodity));
        if (free + change < 0) {
            return too_little(line.fund, line.account, free, line.commodity);
        }
    }
    return {};
}

void note_position(Checked& checked) {
    const auto moving = [](const Movement& movement) { return movement.flow != Flow::none; };
    const auto first = std::ranges::find_if(checked.movements, moving);
    checked.position = first == checked.movements.end() ? 0 : first->position;
}

/// Keeps which fund a code stands for, so that leaves can be held against movements.
Result<void> know_fund(Transaction& tx, Id branch, const Fund& fund) {
    if (fund.id.empty()) {
        return {};
    }
    const std::array key { Param { branch }, Param { fund.code } };
    const auto known = TRY(tx.sum(fund_sums, key));
    if (known == 0) {
        tx.add(fund_sums, key, fund.id.value);
    } else if (known != fund.id.value) {
        return fail(
            Errc::conflict,
            compose(
                { "资金代码 {} 已用于另一项资金", "the code {} stands for another fund already" },
                { fund.code }
            )
        );
    }
    return {};
}

Result<void> insert_movements(Transaction& tx, const Checked& checked) {
    const auto& entry = *checked.entry;
    int line = 0;
    for (const auto& movement : checked.movements) {
        const std::array row {
            Param { entry.branch },
            Param { movement.fund.id },
            Param { movement.commodity },
            Param { static_cast<int>(movement.flow) },
            Param { movement.position },
            Param { static_cast<std::int64_t>(checked.index) },
            Param { line++ },
            Param { static_cast<int>(entry.kind) },
            Param { entry.source },
            Param { entry.day },
            Param { movement.debit },
            Param { movement.credit },
            Param { movement.amount },
            Param { movement.offset },
        };
        TRY(tx.insert(movement_rows, row));
    }
    return {};
}

} // namespace

Result<Checked> check(Transaction& tx, const Entry& entry) {
    TRY(check_lines(entry.lines));
    TRY(check_month(tx, entry));
    TRY(check_limits(tx, entry));
    Checked checked { .entry = &entry, .movements = movements_of(entry.lines) };
    TRY(find_positions(tx, entry, checked.movements));
    checked.index = TRY(transparency::size(tx, entry.branch));
    note_position(checked);
    return checked;
}

Result<Posted>
post(Transaction& tx, const Checked& checked, std::span<const Commitment> commitments) {
    const auto& entry = *checked.entry;
    TRY(insert_movements(tx, checked));
    for (const auto& line : entry.lines) {
        TRY(know_fund(tx, entry.branch, line.fund));
        tx.add(
            balance_sums,
            account_key(entry.branch, line.fund.id, line.commodity, line.account),
            line.amount
        );
    }
    TRY(advance_axes(tx, entry, checked.movements));
    const auto leaf = write_leaf(entry, commitments);
    const auto index = TRY(transparency::append(tx, entry.branch, leaf));
    if (index != checked.index) {
        return fail(
            Errc::internal,
            Text { "分录的位置被占用", "something else was posted before a checked entry" }
        );
    }
    return Posted { checked.index, checked.position };
}

Result<Posted> post(Transaction& tx, const Entry& entry) {
    const auto checked = TRY(check(tx, entry));
    return post(tx, checked);
}

Result<std::int64_t>
free_of(Transaction& tx, Id branch, Id fund, std::string_view account, std::string_view commodity) {
    const auto key = account_key(branch, fund, commodity, account);
    const auto balance = TRY(tx.sum(balance_sums, key));
    return balance - TRY(tx.sum(reserved_sums, key));
}

Result<void> reserve(
    Transaction& tx, Id branch, const Fund& fund, std::string_view account, std::int64_t amount
) {
    const auto free = TRY(free_of(tx, branch, fund.id, account, renminbi));
    if (amount > free) {
        return too_little(fund, account, free, renminbi);
    }
    tx.add(reserved_sums, account_key(branch, fund.id, renminbi, account), amount);
    return {};
}

Result<void> link(Transaction& tx, const Link& link) {
    const std::array row {
        Param { link.branch },  Param { link.source },    Param { static_cast<int>(link.flow) },
        Param { link.offset },  Param { link.length },    Param { link.to_branch },
        Param { link.to_fund }, Param { link.commodity }, Param { link.to_position },
    };
    return tx.insert(link_rows, row);
}

Result<void> name_source(Transaction& tx, Id branch, Id source, std::string_view title) {
    const std::array row { Param { branch }, Param { source }, Param { title } };
    return tx.insert(title_rows, row);
}

Result<bool> is_closed(Transaction& tx, Id branch, Day day) {
    const std::array key { Param { branch }, Param { month_of(day) } };
    const auto closed = TRY(tx.sum(period_sums, key));
    return closed > 0;
}

Result<void> close_month(Transaction& tx, Id branch, Day any_day) {
    if (TRY(is_closed(tx, branch, any_day))) {
        return fail(Errc::conflict, Text { "该月已经结账", "this month is closed already" });
    }
    const std::array key { Param { branch }, Param { month_of(any_day) } };
    tx.add(period_sums, key, 1);
    return {};
}

} // namespace boai::ledger
