#include "modules/giving/statements/account_book.hpp"

#include "modules/giving/channel.hpp"
#include "modules/giving/gift_entries.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

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
