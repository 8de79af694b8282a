#include "modules/giving/statements/account_entry.hpp"

#include "modules/giving/counters.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

namespace boai::giving {
namespace {

using storage::Kind;
using storage::Param;
using storage::Row;

const storage::InsertShape account_entry_rows {
    "giving_account_entry",
    { { "branch_id" },
      { "account", Kind::text },
      { "entry" },
      { "day" },
      { "kind" },
      { "source" },
      { "amount" },
      { "is_open" } },
    "ON CONFLICT (branch_id, account, entry) DO UPDATE SET is_open = excluded.is_open",
};

std::string looked_counter(std::string_view account) {
    return "looked:" + std::string { account };
}

constexpr std::string_view listed_columns
    = "SELECT entry, day, kind, source, amount FROM giving_account_entry WHERE branch_id = $1 AND "
      "account = $2";

AccountEntry entry_of(const Row& row) {
    return { row.number(0),
             row.day(1),
             static_cast<ledger::EntryKind>(row.number(2)),
             row.id(3),
             row.number(4) };
}

/// The entries on the list, a page of those that are open and one more.
Result<std::vector<AccountEntry>> listed_open(record::Queries queries, const EntriesAsked& asked) {
    const std::array params { Param { asked.branch },
                              Param { asked.account },
                              Param { asked.beside.day },
                              Param { asked.beside.entry },
                              Param { static_cast<std::int64_t>(asked.page.limit + 1) },
                              Param { static_cast<std::int64_t>(asked.page.from) } };
    std::vector<AccountEntry> entries;
    TRY(queries(
        std::string { listed_columns }
            + " AND is_open = 1 AND (day >= $3 OR entry >= $4) ORDER BY entry LIMIT $5 OFFSET $6",
        params,
        [&](const Row& row) -> Result<void> {
            entries.push_back(entry_of(row));
            return {};
        }
    ));
    return entries;
}

Result<std::size_t> count_listed_open(record::Queries queries, const EntriesAsked& asked) {
    const std::array params { Param { asked.branch },
                              Param { asked.account },
                              Param { asked.beside.day },
                              Param { asked.beside.entry } };
    std::size_t count = 0;
    TRY(queries(
        "SELECT count(*) FROM giving_account_entry WHERE branch_id = $1 AND account = $2 AND "
        "is_open = 1 AND (day >= $3 OR entry >= $4)",
        params,
        [&](const Row& row) -> Result<void> {
            count = static_cast<std::size_t>(row.number(0));
            return {};
        }
    ));
    return count;
}

/// What came since matching looked through the log, but for what is on the list all the same
/// because somebody matched it by hand.
Result<std::vector<AccountEntry>> not_listed(record::Queries queries, const EntriesAsked& asked) {
    const auto from = TRY(looked_through(queries, asked.branch, asked.account));
    auto entries = TRY(account_entries_from(queries, asked.branch, asked.account, from));
    std::unordered_set<std::int64_t> listed;
    const std::array params { Param { asked.branch }, Param { asked.account }, Param { from } };
    TRY(queries(
        "SELECT entry FROM giving_account_entry WHERE branch_id = $1 AND account = $2 AND entry >= "
        "$3",
        params,
        [&](const Row& row) -> Result<void> {
            listed.insert(row.number(0));
            return {};
        }
    ));
    std::erase_if(entries, [&](const AccountEntry& entry) {
        return listed.contains(entry.entry) || !asked.beside.takes(entry);
    });
    return entries;
}

} // namespace

Result<void> list_entry(
    record::CommandContext& context,
    std::string_view account,
    const AccountEntry& entry,
    bool is_open
) {
    const std::array row { Param { context.branch },
                           Param { account },
                           Param { entry.entry },
                           Param { entry.day },
                           Param { static_cast<int>(entry.kind) },
                           Param { entry.source },
                           Param { entry.amount },
                           Param { is_open ? 1 : 0 } };
    return context.tx.insert(account_entry_rows, row);
}

Result<void> list_as_open(
    record::CommandContext& context, std::string_view account, std::span<const AccountEntry> entries
) {
    for (const auto& entry : entries) {
        TRY(list_entry(context, account, entry, true));
    }
    return {};
}

Result<void> mark_listed(
    record::CommandContext& context, std::string_view account, std::int64_t entry, bool is_open
) {
    const std::array params {
        Param { context.branch }, Param { account }, Param { entry }, Param { is_open ? 1 : 0 }
    };
    TRY(context.tx.execute(
        "UPDATE giving_account_entry SET is_open = $4 WHERE branch_id = $1 AND account = $2 AND "
        "entry = $3",
        params
    ));
    return {};
}

Result<void> open_suggested(record::CommandContext& context, std::string_view account) {
    const std::array params { Param { context.branch }, Param { account } };
    TRY(context.tx.execute(
        "UPDATE giving_account_entry SET is_open = 1 WHERE branch_id = $1 AND account = $2 AND "
        "entry IN (SELECT entry FROM giving_book_item WHERE branch_id = $1 AND account = $2 AND "
        "state = 'suggested')",
        params
    ));
    return {};
}

Result<std::int64_t> looked_through(record::CommandContext& context, std::string_view account) {
    return count_of(context, looked_counter(account));
}

Result<void>
set_looked_through(record::CommandContext& context, std::string_view account, std::int64_t count) {
    return set_count(context, looked_counter(account), count);
}

Result<std::int64_t> looked_through(record::Queries queries, Id branch, std::string_view account) {
    return count_of(queries, branch, looked_counter(account));
}

Result<AccountEntry>
listed_entry(record::Queries queries, Id branch, std::string_view account, std::int64_t entry) {
    const std::array params { Param { branch }, Param { account }, Param { entry } };
    std::optional<AccountEntry> found;
    TRY(queries(
        std::string { listed_columns } + " AND entry = $3",
        params,
        [&](const Row& row) -> Result<void> {
            found = entry_of(row);
            return {};
        }
    ));
    if (!found) {
        return fail(
            Errc::not_found,
            compose(
                { "分录 {} 不在该账户上", "the entry {} does not touch the account" },
                { std::to_string(entry) }
            )
        );
    }
    return *found;
}

Result<std::vector<AccountEntry>> open_entries(record::Queries queries, const EntriesAsked& asked) {
    auto entries = TRY(listed_open(queries, asked));
    if (entries.size() > asked.page.limit) {
        return entries;
    }
    const bool knows_all = asked.page.from == 0 || !entries.empty();
    const auto listed
        = knows_all ? asked.page.from + entries.size() : TRY(count_listed_open(queries, asked));
    const auto others = TRY(not_listed(queries, asked));
    const auto skipped = asked.page.from > listed ? asked.page.from - listed : 0;
    const auto first = std::min(skipped, others.size());
    const auto last = std::min(others.size(), first + asked.page.limit + 1 - entries.size());
    for (auto i = first; i < last; ++i) {
        entries.push_back(others[i]);
    }
    return entries;
}

} // namespace boai::giving
