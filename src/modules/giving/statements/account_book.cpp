#include "modules/giving/statements/account_book.hpp"

#include "ledger/movement.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/gift_entries.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

/// Gathers what movements do to an account, entry by entry.
class EntrySums {
public:
    EntrySums(Id branch, std::string_view account, std::int64_t first)
        : branch_(branch)
        , account_(account)
        , agency_(agency_account(account))
        , first_(first) { }

    Result<std::vector<AccountEntry>> read(record::Queries queries) {
        const auto funds = TRY(funds_of(queries));
        for (const auto& [fund, newest] : funds) {
            for (std::size_t i = 0; i < ordered_flows.size(); ++i) {
                if (newest[i] >= first_) {
                    TRY(read_newest(queries, fund, ordered_flows[i]));
                }
            }
            TRY(read_taken_back(queries, fund));
        }
        std::vector<AccountEntry> entries;
        for (const auto& [index, entry] : entries_) {
            if (entry.amount != 0) {
                entries.push_back(entry);
            }
        }
        return entries;
    }

private:
    /// Flows whose positions grow with the entries. What is taken back lies anywhere before.
    static constexpr std::array ordered_flows { ledger::Flow::in,
                                                ledger::Flow::out,
                                                ledger::Flow::none };
    static constexpr std::string_view columns
        = "SELECT entry, day, kind, source, debit, credit, amount FROM ledger_movement WHERE "
          "branch_id = $1 AND fund = $2 AND commodity = 'CNY' AND flow = $3";

    struct FundNewest {
        Id fund;
        std::array<std::int64_t, ordered_flows.size()> newest {}; ///< entry of each flow; -1: none
    };

    /// The funds with money on the account, and the newest entry in each.
    Result<std::vector<FundNewest>> funds_of(record::Queries queries) {
        std::string sql = "SELECT b.fund";
        for (const auto flow : ordered_flows) {
            sql += ", coalesce((SELECT m.entry FROM ledger_movement m WHERE m.branch_id = "
                   "b.branch_id AND m.fund = b.fund AND m.commodity = 'CNY' AND m.flow = "
                + std::to_string(static_cast<int>(flow))
                + " ORDER BY m.position DESC, m.entry DESC, m.line DESC LIMIT 1), -1)";
        }
        sql += " FROM (SELECT DISTINCT branch_id, fund FROM ledger_balance WHERE branch_id = $1 "
               "AND "
               "commodity = 'CNY' AND account IN ($2, $3)) b";
        const std::array params { Param { branch_ }, Param { account_ }, Param { agency_ } };
        std::vector<FundNewest> funds;
        TRY(queries(sql, params, [&](const Row& row) -> Result<void> {
            funds.push_back({ row.id(0), { row.number(1), row.number(2), row.number(3) } });
            return {};
        }));
        return funds;
    }

    /// Reads backwards from the newest movement, more at a time, until an entry before the first.
    Result<void> read_newest(record::Queries queries, Id fund, ledger::Flow flow) {
        constexpr std::int64_t at_first = 64;
        constexpr std::int64_t growth = 8;
        std::vector<AccountEntry> rows;
        for (auto limit = at_first;; limit *= growth) {
            rows.clear();
            const std::array params {
                Param { branch_ }, Param { fund }, Param { static_cast<int>(flow) }, Param { limit }
            };
            TRY(queries(
                std::string { columns } + " ORDER BY position DESC, entry DESC, line DESC LIMIT $4",
                params,
                [&](const Row& row) -> Result<void> {
                    rows.push_back(movement_of(row));
                    return {};
                }
            ));
            if (std::ssize(rows) < limit || rows.back().entry < first_) {
                break;
            }
        }
        for (const auto& row : rows) {
            add(row);
        }
        return {};
    }

    Result<void> read_taken_back(record::Queries queries, Id fund) {
        const std::array params { Param { branch_ },
                                  Param { fund },
                                  Param { static_cast<int>(ledger::Flow::back) },
                                  Param { first_ } };
        return queries(
            std::string { columns } + " AND entry >= $4",
            params,
            [&](const Row& row) -> Result<void> {
                add(movement_of(row));
                return {};
            }
        );
    }

    /// A movement: its entry with what this one does to the account.
    [[nodiscard]] AccountEntry movement_of(const Row& row) const {
        constexpr int debit = 4;
        const auto touches = [&](int column) {
            const auto account = row.text(column);
            return account == account_ || account == agency_;
        };
        const auto sign = (touches(debit) ? 1 : 0) - (touches(debit + 1) ? 1 : 0);
        return { row.number(0),
                 row.day(1),
                 static_cast<ledger::EntryKind>(row.number(2)),
                 row.id(3),
                 sign * row.number(debit + 2) };
    }

    void add(const AccountEntry& moved) {
        if (moved.entry >= first_) {
            const auto [at, is_new] = entries_.try_emplace(moved.entry, moved);
            at->second.amount += is_new ? 0 : moved.amount;
        }
    }

    Id branch_;
    std::string_view account_;
    std::string agency_;
    std::int64_t first_;
    std::map<std::int64_t, AccountEntry> entries_;
};

} // namespace

Result<std::string> account_of_channel(record::CommandContext& context, Id channel) {
    const auto loaded = TRY(context.engine.refer(context, channel_type, channel));
    const auto& found = loaded->as<Channel>();
    if (found.kind == ChannelKind::cash) {
        return fail_field(
            "channel", Text { "现金没有对账单，请盘点", "is cash, which has no statements" }
        );
    }
    return asset_account(found, PurposeKind::restricted);
}

std::string agency_account(std::string_view account) {
    return "1801/" + std::string { account };
}

Result<std::vector<AccountEntry>> account_entries(
    record::Queries queries, Id branch, std::string_view account, const EntriesSince& since
) {
    const auto agency = agency_account(account);
    const std::array params { Param { branch },
                              Param { account },
                              Param { agency },
                              Param { since.day },
                              Param { since.entry } };
    std::vector<AccountEntry> entries;
    TRY(queries(
        "SELECT entry, min(day), min(kind), min(source), CAST(sum(CASE WHEN debit IN ($2, $3) THEN "
        "amount ELSE 0 END - CASE WHEN credit IN ($2, $3) THEN amount ELSE 0 END) AS BIGINT) FROM "
        "ledger_movement WHERE branch_id = $1 AND commodity = 'CNY' AND (debit IN ($2, $3) OR "
        "credit IN ($2, $3)) AND (day >= $4 OR entry > $5) GROUP BY entry ORDER BY entry",
        params,
        [&](const Row& row) -> Result<void> {
            if (row.number(4) != 0) {
                entries.push_back({ row.number(0),
                                    row.day(1),
                                    static_cast<ledger::EntryKind>(row.number(2)),
                                    row.id(3),
                                    row.number(4) });
            }
            return {};
        }
    ));
    return entries;
}

Result<std::vector<AccountEntry>> account_entries_from(
    record::Queries queries, Id branch, std::string_view account, std::int64_t first
) {
    return EntrySums { branch, account, first }.read(queries);
}

Result<std::int64_t> account_balance(record::Queries queries, Id branch, std::string_view account) {
    const auto agency = agency_account(account);
    const std::array params { Param { branch }, Param { account }, Param { agency } };
    std::int64_t balance = 0;
    TRY(queries(
        "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE branch_id = $1 "
        "AND commodity = 'CNY' AND account IN ($2, $3)",
        params,
        [&](const Row& row) -> Result<void> {
            balance = row.number(0);
            return {};
        }
    ));
    return balance;
}

Result<std::optional<Day>>
first_statement_day(record::Queries queries, Id branch, std::string_view account) {
    const std::array params { Param { branch }, Param { account } };
    std::optional<Day> first;
    TRY(queries(
        "SELECT begins FROM giving_statement WHERE branch_id = $1 AND account = $2 AND state = "
        "'committed' ORDER BY begins LIMIT 1",
        params,
        [&](const Row& row) -> Result<void> {
            first = row.day(0);
            return {};
        }
    ));
    return first;
}

Result<std::vector<ClosedPeriod>>
closed_periods(record::Queries queries, Id branch, std::string_view account) {
    const std::array params { Param { branch }, Param { account } };
    std::vector<ClosedPeriod> closed;
    TRY(queries(
        "SELECT begins, ends, entry, closing, brought_forward, book_balance, open_line_count, "
        "open_entry_count FROM giving_reconciliation WHERE branch_id = $1 AND account = $2 AND "
        "state = 'signed' ORDER BY ends",
        params,
        [&](const Row& row) -> Result<void> {
            constexpr int book = 5;
            closed.push_back({ row.day(0),
                               row.day(1),
                               row.number(2),
                               row.number(3),
                               row.number(4),
                               row.number(book),
                               row.number(book + 1),
                               row.number(book + 2) });
            return {};
        }
    ));
    return closed;
}

Day counted_on(std::span<const ClosedPeriod> closed, std::int64_t entry, Day day) {
    for (const auto& period : closed) {
        if (entry < period.entry && day <= period.ends) {
            break;
        }
        day = std::max(day, period.ends + 1);
        if (entry < period.entry) {
            break;
        }
    }
    return day;
}

Result<void> demand_open(std::span<const ClosedPeriod> closed, Day day) {
    if (closed.empty() || day > closed.back().ends) {
        return {};
    }
    return fail(
        Errc::conflict,
        compose(
            { "该账户对账已签署至 {}，不能再改动此前的内容",
              "the account is signed up to {}; nothing before can be changed" },
            { to_string(closed.back().ends) }
        )
    );
}

} // namespace boai::giving
