#include "modules/giving/statements/closing.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

struct KeptLine {
    Id id;
    Day day;
    std::int64_t amount = 0;
    bool is_named = false; ///< matched, or carried with a reason
    std::int64_t match = 0; ///< of what is matched
};

/// An entry beside statements.
struct KeptItem {
    Day day; ///< its own
    std::int64_t amount = 0;
    bool is_named = false;
    std::int64_t match = 0;
};

/// Matches that reach into the time from $3, or behind the entry $4.
constexpr std::string_view matches_since
    = "(SELECT match_number FROM giving_statement_line WHERE branch_id = $1 AND account = $2 AND "
      "day >= $3 AND match_number <> 0 UNION SELECT match_number FROM giving_book_item WHERE "
      "branch_id = $1 AND account = $2 AND match_number <> 0 AND (day >= $3 OR entry > $4))";

/// Adds one account up for one period.
class AddingUp {
public:
    AddingUp(record::Queries queries, const ClosingAsked& asked)
        : queries_(queries)
        , asked_(asked) { }

    Result<Closing> run() {
        TRY(read_periods());
        auto& told = closing_.told;
        told.account = asked_.account;
        told.begins = asked_.begins;
        told.ends = asked_.ends;
        auto chain = TRY(follow_statements(queries_, asked_));
        told.opening = chain.opening;
        told.closing = chain.closing;
        closing_.uncovered = std::move(chain.uncovered);
        TRY(read_entries());
        TRY(read_items());
        TRY(read_lines());
        note_settled();
        add_lines();
        add_entries();
        std::ranges::stable_sort(closing_.in_the_way, {}, [](const InTheWay& item) {
            return std::pair { item.line.empty(), item.day };
        });
        return std::move(closing_);
    }

private:
    Result<void> read_periods() {
        closed_ = TRY(closed_periods(queries_, asked_.branch, asked_.account));
        std::erase_if(closed_, [&](const ClosedPeriod& period) {
            return period.ends >= asked_.ends && asked_.before && period.entry >= *asked_.before;
        });
        if (!closed_.empty() && closed_.back().ends + 1 != asked_.begins) {
            return fail_field(
                "begins",
                compose(
                    { "应为 {}，紧接上一期", "must be {}, the day after the period before" },
                    { to_string(closed_.back().ends + 1) }
                )
            );
        }
        since_.day = asked_.begins;
        if (!closed_.empty()) {
            since_.entry = closed_.back().entry;
        } else if (asked_.before) {
            since_.entry = *asked_.before - 1;
        }
        return {};
    }

    /// Entries since the period signed last; what came before them is carried as one sum.
    Result<void> read_entries() {
        entries_ = TRY(account_entries(queries_, asked_.branch, asked_.account, since_));
        first_entry_
            = entries_.empty() ? since_.entry : std::min(entries_.front().entry, since_.entry);
        if (!closed_.empty()) {
            carried_ = closed_.back().book;
        } else {
            carried_ = TRY(account_balance(queries_, asked_.branch, asked_.account));
            for (const auto& entry : entries_) {
                carried_ -= entry.amount;
            }
        }
        std::erase_if(entries_, [this](const AccountEntry& entry) {
            return is_later(entry.entry);
        });
        return {};
    }

    [[nodiscard]] bool is_later(std::int64_t entry) const {
        return asked_.before && entry >= *asked_.before;
    }

    /// $1 branch, $2 account, $3 and $4 since when.
    [[nodiscard]] std::array<Param, 4> since_params() const {
        return { Param { asked_.branch },
                 Param { asked_.account },
                 Param { since_.day },
                 Param { since_.entry } };
    }

    /// What is known beside these entries, and beside older ones that were open or are now.
    Result<void> read_items() {
        const std::string columns
            = "SELECT entry, day, amount, state, match_number FROM giving_book_item WHERE "
              "branch_id = $1 AND account = $2 AND ";
        const std::array first { Param { asked_.branch },
                                 Param { asked_.account },
                                 Param { since_.day },
                                 Param { since_.entry },
                                 Param { first_entry_ } };
        const auto params = since_params();
        TRY(read_items_of(columns + "(day >= $3 OR entry > $4) AND entry >= $5", first, items_));
        if (closed_.empty()) {
            return read_items_of(
                columns + "day < $3 AND entry <= $4 AND state = 'matched'", params, older_items_
            );
        }
        if (closed_.back().open_entries == 0) {
            return {};
        }
        return read_items_of(
            columns + "day < $3 AND entry <= $4 AND (state <> 'matched' OR match_number IN "
                + std::string { matches_since } + ")",
            params,
            older_items_
        );
    }

    Result<void> read_items_of(
        const std::string& sql,
        std::span<const Param> params,
        std::unordered_map<std::int64_t, KeptItem>& items
    ) {
        return queries_(sql, params, [&](const Row& row) -> Result<void> {
            const bool is_matched = row.text(3) == "matched";
            items[row.number(0)] = { row.day(1),
                                     row.number(2),
                                     is_matched || row.text(3) == "carried",
                                     is_matched ? row.number(4) : 0 };
            return {};
        });
    }

    /// Lines from the period on, and older ones that were open when it began.
    Result<void> read_lines() {
        const std::string columns
            = "SELECT id, day, amount, state, match_number FROM giving_statement_line WHERE "
              "branch_id = $1 AND account = $2 AND state <> 'undone' AND ";
        const std::string order = " ORDER BY day, id";
        const auto params = since_params();
        const auto without_entry = std::span { params }.first<3>();
        if (closed_.empty()) {
            TRY(read_lines_of(columns + "day < $3" + order, without_entry));
        } else if (closed_.back().open_lines > 0) {
            TRY(read_lines_of(
                columns + "day < $3 AND (state <> 'matched' OR match_number IN "
                    + std::string { matches_since } + ")" + order,
                params
            ));
        }
        return read_lines_of(columns + "day >= $3" + order, without_entry);
    }

    Result<void> read_lines_of(const std::string& sql, std::span<const Param> params) {
        return queries_(sql, params, [&](const Row& row) -> Result<void> {
            const bool is_matched = row.text(3) == "matched";
            lines_.push_back({ row.id(0),
                               row.day(1),
                               row.number(2),
                               is_matched || row.text(3) == "carried",
                               is_matched ? row.number(4) : 0 });
            return {};
        });
    }

    /// The day from which on both sides of each match are there.
    void note_settled() {
        const auto note = [this](std::int64_t match, Day day) {
            if (match != 0) {
                auto& last = settled_.try_emplace(match, day).first->second;
                last = std::max(last, day);
            }
        };
        for (const auto& line : lines_) {
            note(line.match, line.day);
        }
        // What was not in the log yet settles nothing; it is as good as never.
        constexpr Day never { 1'000'000 };
        for (const auto* items : { &items_, &older_items_ }) {
            for (const auto& [entry, item] : *items) {
                note(item.match, is_later(entry) ? never : counted_on(closed_, entry, item.day));
            }
        }
    }

    [[nodiscard]] bool is_settled(std::int64_t match) const {
        const auto at = settled_.find(match);
        return match != 0 && at != settled_.end() && at->second <= asked_.ends;
    }

    void add_lines() {
        auto& told = closing_.told;
        for (const auto& line : lines_) {
            if (line.day > asked_.ends) {
                break;
            }
            if (line.day >= asked_.begins) {
                (line.amount > 0 ? told.received : told.paid) += std::abs(line.amount);
            }
            if (is_settled(line.match)) {
                continue;
            }
            told.open_lines += line.amount;
            told.open_line_count += 1;
            if (!line.is_named) {
                closing_.in_the_way.push_back({ line.id, 0, line.day, { line.amount } });
            }
        }
    }

    void add_entries() {
        auto& told = closing_.told;
        told.book = carried_;
        for (const auto& entry : entries_) {
            told.book += entry.day <= asked_.ends ? entry.amount : 0;
            const auto at = items_.find(entry.entry);
            if (counted_on(closed_, entry.entry, entry.day) <= asked_.ends) {
                add_open(
                    entry.entry,
                    at == items_.end() ? KeptItem { entry.day, entry.amount } : at->second
                );
            }
        }
        std::int64_t before = carried_; ///< on the account when statements began, and not told of
        for (const auto& [entry, item] : older_items_) {
            before -= item.amount;
            add_open(entry, item);
        }
        closing_.brought_before = closed_.empty() ? 0 : closed_.back().brought_forward;
        told.brought_forward = closed_.empty()
            ? told.opening - before
            : closed_.back().brought_forward + told.opening - closed_.back().closing;
    }

    void add_open(std::int64_t entry, const KeptItem& item) {
        if (is_settled(item.match)) {
            return;
        }
        auto& told = closing_.told;
        told.open_entries += item.amount;
        told.open_entry_count += 1;
        if (!item.is_named) {
            closing_.in_the_way.push_back({ {}, entry, item.day, { item.amount } });
        }
    }

    record::Queries queries_;
    const ClosingAsked& asked_;
    std::vector<ClosedPeriod> closed_; ///< before the period
    EntriesSince since_; ///< what came before it is carried, but for what was open
    std::vector<KeptLine> lines_;
    std::unordered_map<std::int64_t, KeptItem> items_; ///< by entry
    std::unordered_map<std::int64_t, KeptItem> older_items_; ///< of entries before `since_`
    std::vector<AccountEntry> entries_;
    std::int64_t carried_ = 0; ///< on the account before `entries_`
    std::int64_t first_entry_
        = 0; ///< index of the first of `entries_`, so that no item before it is read
    std::unordered_map<std::int64_t, Day> settled_; ///< by match
    Closing closing_;
};

template <class T, class Tell>
std::string first_of(const std::vector<T>& items, const Tell& tell) {
    constexpr std::size_t shown = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), shown); ++i) {
        text += (i == 0 ? "" : ", ") + tell(items[i]);
    }
    return text + (items.size() > shown ? ", ..." : "");
}

} // namespace

Result<Closing> close_account(record::Queries queries, const ClosingAsked& asked) {
    return AddingUp { queries, asked }.run();
}

std::string listed(const std::vector<Uncovered>& days) {
    return first_of(days, [](const Uncovered& each) {
        const auto to = each.to == each.from ? "" : " – " + to_string(each.to);
        return to_string(each.from) + to + " (" + each.channel + ")";
    });
}

std::string listed(const std::vector<InTheWay>& items) {
    return first_of(items, [](const InTheWay& item) {
        return to_string(item.day) + " " + to_string(item.amount);
    });
}

} // namespace boai::giving
