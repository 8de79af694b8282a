#include "modules/giving/statements/match_book.hpp"

#include "modules/giving/counters.hpp"
#include "modules/giving/statements/account_entry.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

constexpr std::string_view match_counter = "match";

std::string_view word(ItemState state) {
    return record::choice_of(state).value;
}

ItemState item_state_of(std::string_view text) {
    const auto all = record::choices_of<ItemState>;
    const auto at = std::ranges::find(all, text, &record::Choice::value);
    return at == all.end() ? ItemState::open : static_cast<ItemState>(at - all.begin());
}

std::string_view word(MatchReason reason) {
    return record::choice_of(reason).value;
}

MatchLine match_line_of(const Row& row) {
    return { row.id(0),     row.day(1),  row.money(2), item_state_of(row.text(3)),
             row.number(4), row.money(5) };
}

/// What nothing explains yet, whether or not it is named.
bool is_open(ItemState state) {
    return state == ItemState::open || state == ItemState::carried;
}

constexpr std::string_view line_columns
    = "SELECT id, day, amount, state, match_number, fee FROM giving_statement_line WHERE "
      "branch_id = $1 AND ";

} // namespace

std::string told_of(const MatchLine& line) {
    return to_string(line.day) + " " + to_string(line.amount);
}

Result<const std::vector<ClosedPeriod>*> MatchBook::closed() {
    if (!closed_) {
        closed_ = TRY(closed_periods(record::queries_of(context_.tx), context_.branch, account_));
    }
    return &*closed_;
}

Result<const std::map<std::int64_t, BookItem>*> MatchBook::items() {
    if (!items_) {
        items_.emplace();
        const std::array params { Param { context_.branch }, Param { account_ } };
        TRY(know("t.account = $2 AND t.state <> 'matched'", params));
    }
    return &*items_;
}

Result<const std::map<std::int64_t, BookItem>*>
MatchBook::items_beside(std::span<const std::int64_t> entries) {
    TRY(items());
    constexpr std::size_t at_once = 400;
    for (std::size_t at = 0; at < entries.size(); at += at_once) {
        std::vector<Param> params { Param { context_.branch }, Param { account_ } };
        std::string places;
        for (const auto entry : entries.subspan(at, std::min(at_once, entries.size() - at))) {
            params.emplace_back(entry);
            places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
        }
        TRY(know("t.account = $2 AND t.entry IN (" + places + ")", params));
    }
    return &*items_;
}

Result<void> MatchBook::know(std::string_view condition, std::span<const Param> params) {
    return context_.engine.registry()
        .table(book_item_type)
        .select(
            record::queries_of(context_.tx),
            " WHERE t.branch_id = $1 AND " + std::string { condition },
            params,
            [&](const record::Loaded& loaded) -> Result<void> {
                const auto& item = loaded.as<BookItem>();
                items_->insert_or_assign(item.entry, item);
                item_ids_.insert_or_assign(item.entry, loaded.head.id);
                return {};
            }
        );
}

Result<std::vector<MatchLine>> MatchBook::lines(const std::vector<Id>& ids) {
    std::vector<MatchLine> found;
    for (const auto id : ids) {
        const std::array params { Param { context_.branch }, Param { id }, Param { account_ } };
        const auto before = found.size();
        TRY(context_.tx.query(
            std::string { line_columns } + "id = $2 AND account = $3 AND state <> 'undone'",
            params,
            [&](const Row& row) -> Result<void> {
                found.push_back(match_line_of(row));
                return {};
            }
        ));
        if (found.size() == before) {
            return fail(
                Errc::not_found,
                Text { "对账单里没有这一笔", "there is no such line on the account" }
            );
        }
    }
    return found;
}

Result<std::vector<AccountEntry>> MatchBook::entries(const std::vector<std::int64_t>& indexes) {
    std::vector<AccountEntry> found;
    if (indexes.empty()) {
        return found;
    }
    const auto first = std::ranges::min(indexes);
    if (!entries_ || first < entries_from_) {
        const EntriesSince since { .day { std::numeric_limits<std::int32_t>::max() },
                                   .entry = first - 1 };
        entries_
            = TRY(account_entries(record::queries_of(context_.tx), context_.branch, account_, since)
            );
        entries_from_ = first;
    }
    for (const auto index : indexes) {
        const auto at = std::ranges::lower_bound(*entries_, index, {}, &AccountEntry::entry);
        if (at == entries_->end() || at->entry != index) {
            return fail(
                Errc::not_found,
                compose(
                    { "分录 {} 不在该账户上", "the entry {} does not touch the account" },
                    { std::to_string(index) }
                )
            );
        }
        found.push_back(*at);
    }
    return found;
}

Result<MatchGroup> MatchBook::load(std::int64_t number) {
    MatchGroup group;
    const std::array params { Param { context_.branch }, Param { number } };
    TRY(context_.tx.query(
        std::string { line_columns } + "match_number = $2 ORDER BY id",
        params,
        [&](const Row& row) -> Result<void> {
            group.lines.push_back(match_line_of(row));
            return {};
        }
    ));
    std::vector<std::int64_t> indexes;
    TRY(items());
    const std::array numbered { Param { context_.branch }, Param { account_ }, Param { number } };
    TRY(know("t.account = $2 AND t.match_number = $3", numbered));
    for (const auto& [entry, item] : *items_) {
        if (item.match_number == number) {
            indexes.push_back(entry);
            group.reason = item.reason;
            group.state = item.state;
        }
    }
    group.entries = TRY(entries(indexes));
    if (number == 0 || (group.lines.empty() && group.entries.empty())) {
        return fail(Errc::not_found, Text { "没有这个核对组", "there is no such match" });
    }
    if (indexes.empty()) {
        group.state = group.lines.front().state;
    }
    return group;
}

Result<bool> MatchBook::is_closed(const MatchGroup& group) {
    const auto* const periods = TRY(closed());
    if (periods->empty()) {
        return false;
    }
    const auto end = periods->back().ends;
    const bool is_open_line
        = std::ranges::any_of(group.lines, [&](const MatchLine& line) { return line.day > end; });
    const bool is_open_entry = std::ranges::any_of(group.entries, [&](const AccountEntry& entry) {
        return counted_on(*periods, entry.entry, entry.day) > end;
    });
    return !is_open_line && !is_open_entry;
}

Result<void> MatchBook::mark_line(Id line, const Marks& marks) {
    const std::array params { Param { context_.branch },   Param { line },
                              Param { word(marks.state) }, Param { word(marks.reason) },
                              Param { marks.number },      Param { context_.now } };
    TRY(context_.tx.execute(
        "UPDATE giving_statement_line SET state = $3, reason = $4, match_number = $5, version = "
        "version + 1, updated_at = $6 WHERE branch_id = $1 AND id = $2",
        params
    ));
    return {};
}

Result<void>
MatchBook::mark_entry(const AccountEntry& entry, const Marks& marks, std::string_view note) {
    TRY(items());
    BookItem item { .account = account_,
                    .entry = entry.entry,
                    .day = entry.day,
                    .amount = { entry.amount },
                    .state = marks.state,
                    .reason = marks.reason,
                    .match_number = marks.number,
                    .note = std::string { note } };
    const auto known = item_ids_.find(entry.entry);
    if (known == item_ids_.end()) {
        const record::Head head { context_.branch, context_.next_id(), 1,
                                  context_.now,    context_.now,       context_.actor.user };
        TRY(context_.engine.registry().table(book_item_type).insert(context_.tx, head, &item));
        TRY(list_entry(context_, account_, entry, is_open(marks.state)));
        item_ids_.emplace(entry.entry, head.id);
    } else {
        const std::array params { Param { context_.branch },   Param { known->second },
                                  Param { word(marks.state) }, Param { word(marks.reason) },
                                  Param { marks.number },      Param { note },
                                  Param { context_.now } };
        TRY(context_.tx.execute(
            "UPDATE giving_book_item SET state = $3, reason = $4, match_number = $5, note = $6, "
            "version = version + 1, updated_at = $7 WHERE branch_id = $1 AND id = $2",
            params
        ));
        TRY(mark_listed(context_, account_, entry.entry, is_open(marks.state)));
    }
    items_->insert_or_assign(entry.entry, std::move(item));
    return {};
}

Result<std::int64_t> MatchBook::write(const MatchGroup& group) {
    if (TRY(is_closed(group))) {
        return fail(
            Errc::conflict,
            Text { "全部落在已签署的期间内，不能再核对",
                   "all of it lies in a period that is signed" }
        );
    }
    const auto number = TRY(count_up(context_, match_counter));
    const Marks marks { group.state, group.reason, number };
    for (const auto& line : group.lines) {
        TRY(mark_line(line.id, marks));
    }
    for (const auto& entry : group.entries) {
        TRY(mark_entry(entry, marks, ""));
    }
    return number;
}

Result<void> MatchBook::add(std::int64_t number, MatchReason reason, const AccountEntry& entry) {
    entries_.reset();
    return mark_entry(entry, { ItemState::matched, reason, number }, "");
}

Result<void> MatchBook::dissolve(std::int64_t number, bool declined) {
    const auto group = TRY(load(number));
    if (group.state == ItemState::matched && TRY(is_closed(group))) {
        return fail(
            Errc::conflict,
            Text { "这组核对已在签署的期间内", "this match lies in a period that is signed" }
        );
    }
    for (const auto& line : group.lines) {
        TRY(mark_line(line.id, {}));
    }
    for (const auto& entry : group.entries) {
        TRY(mark_entry(entry, {}, ""));
    }
    if (declined) {
        for (const auto& line : group.lines) {
            const std::array params { Param { context_.branch }, Param { line.id } };
            TRY(context_.tx.execute(
                "UPDATE giving_statement_line SET declined = 1 WHERE branch_id = $1 AND id = $2",
                params
            ));
        }
    }
    return {};
}

Result<void> MatchBook::drop_suggestions() {
    const std::array params { Param { context_.branch },
                              Param { account_ },
                              Param { context_.now } };
    TRY(open_suggested(context_, account_));
    for (const auto* table : { "giving_statement_line", "giving_book_item" }) {
        TRY(context_.tx.execute(
            std::string { "UPDATE " } + table
                + " SET state = 'open', reason = 'none', match_number = 0, version = version + 1, "
                  "updated_at = $3 WHERE branch_id = $1 AND account = $2 AND state = 'suggested'",
            params
        ));
    }
    items_.reset();
    item_ids_.clear();
    return {};
}

Result<void> MatchBook::carry(const AccountEntry& entry, std::string_view note) {
    const auto* const known = TRY(items_beside(std::array { entry.entry }));
    const auto at = known->find(entry.entry);
    const bool is_free = at == known->end() || at->second.state == ItemState::open
        || at->second.state == ItemState::carried;
    if (!is_free) {
        return fail(
            Errc::conflict,
            compose(
                { "分录 {} 已核对或待确认", "the entry {} is matched or suggested" },
                { std::to_string(entry.entry) }
            )
        );
    }
    return mark_entry(entry, { ItemState::carried }, note);
}

} // namespace boai::giving
