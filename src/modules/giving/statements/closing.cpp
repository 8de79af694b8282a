#include "modules/giving/statements/closing.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

/// A statement of the account, with what it is held against.
struct KeptStatement {
    Id channel;
    Day begins;
    Day ends;
    std::int64_t opening = 0;
    std::int64_t closing = 0;
    std::string file;
};

struct KeptLine {
    Id id;
    Day day;
    std::int64_t amount = 0;
    bool is_named = false; ///< matched, or carried with a reason
    std::int64_t match = 0; ///< of what is matched
};

struct KeptItem {
    bool is_named = false;
    std::int64_t match = 0;
};

/// Adds one account up for one period.
class AddingUp {
public:
    AddingUp(record::Queries queries, const ClosingAsked& asked)
        : queries_(queries)
        , asked_(asked) { }

    Result<Closing> run() {
        TRY(read_periods());
        TRY(read_statements());
        TRY(read_lines());
        TRY(read_items());
        entries_ = TRY(account_entries(queries_, asked_.branch, asked_.account));
        if (asked_.before) {
            std::erase_if(entries_, [&](const AccountEntry& entry) {
                return entry.entry >= *asked_.before;
            });
        }
        auto& told = closing_.told;
        told.account = asked_.account;
        told.begins = asked_.begins;
        told.ends = asked_.ends;
        TRY(add_statements());
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
        since_ = closed_.empty() ? asked_.begins : closed_.front().begins;
        return {};
    }

    Result<void> read_statements() {
        const std::array params { Param { asked_.branch }, Param { asked_.account } };
        return queries_(
            "SELECT channel, begins, ends, opening, closing, file FROM giving_statement "
            "WHERE branch_id = $1 AND account = $2 AND state = 'committed' ORDER BY channel, "
            "begins, ends, id",
            params,
            [&](const Row& row) -> Result<void> {
                statements_.push_back({ row.id(0),
                                        row.day(1),
                                        row.day(2),
                                        row.number(3),
                                        row.number(4),
                                        std::string { row.text(5) } });
                return {};
            }
        );
    }

    Result<void> read_lines() {
        const std::array params { Param { asked_.branch }, Param { asked_.account } };
        return queries_(
            "SELECT id, day, amount, state, match_number FROM giving_statement_line WHERE "
            "branch_id = $1 AND account = $2 AND state <> 'undone' ORDER BY day, id",
            params,
            [&](const Row& row) -> Result<void> {
                const bool is_matched = row.text(3) == "matched";
                lines_.push_back({ row.id(0),
                                   row.day(1),
                                   row.number(2),
                                   is_matched || row.text(3) == "carried",
                                   is_matched ? row.number(4) : 0 });
                return {};
            }
        );
    }

    Result<void> read_items() {
        const std::array params { Param { asked_.branch }, Param { asked_.account } };
        return queries_(
            "SELECT entry, state, match_number FROM giving_book_item WHERE branch_id = $1 AND "
            "account = $2",
            params,
            [&](const Row& row) -> Result<void> {
                const bool is_matched = row.text(1) == "matched";
                items_[row.number(0)]
                    = { is_matched || row.text(1) == "carried", is_matched ? row.number(2) : 0 };
                return {};
            }
        );
    }

    /// One channel's statements follow each other; what they open and close with is added.
    Result<void> add_channel(std::span<const KeptStatement> statements) {
        auto& told = closing_.told;
        std::optional<std::int64_t> opening;
        std::optional<std::int64_t> balance;
        for (const auto& statement : statements) {
            if (balance && *balance != statement.opening) {
                return broken_chain(statement, *balance);
            }
            const bool is_before = statement.ends < asked_.begins;
            const bool is_after = statement.begins > asked_.ends;
            if (is_after) {
                break;
            }
            const bool is_inside
                = statement.begins >= asked_.begins && statement.ends <= asked_.ends;
            if (!is_before && !is_inside) {
                return crossing(statement);
            }
            if (is_inside) {
                opening = opening.value_or(statement.opening);
            }
            balance = statement.closing;
        }
        told.opening += opening.value_or(balance.value_or(0));
        told.closing += balance.value_or(0);
        return {};
    }

    static std::unexpected<Error>
    broken_chain(const KeptStatement& statement, std::int64_t balance) {
        return fail(
            Errc::conflict,
            compose(
                { "对账单“{}”期初余额 {} 与上一份的期末余额 {} 不符，中间可能缺少对账单",
                  "the statement {} opens with {} and the one before closes with {}; one in "
                  "between "
                  "may be missing" },
                { statement.file,
                  to_string(Money { statement.opening }),
                  to_string(Money { balance }) }
            )
        );
    }

    static std::unexpected<Error> crossing(const KeptStatement& statement) {
        return fail(
            Errc::conflict,
            compose(
                { "对账单“{}”（{} 至 {}）跨出了这一期",
                  "the statement {} ({} to {}) reaches beyond the period" },
                { statement.file, to_string(statement.begins), to_string(statement.ends) }
            )
        );
    }

    Result<void> add_statements() {
        if (statements_.empty()) {
            return fail(
                Errc::conflict,
                Text { "该账户还没有导入对账单", "no statement of this account was imported" }
            );
        }
        for (std::size_t from = 0; from < statements_.size();) {
            auto to = from;
            while (to < statements_.size() && statements_[to].channel == statements_[from].channel
            ) {
                ++to;
            }
            TRY(add_channel(std::span { statements_ }.subspan(from, to - from)));
            from = to;
        }
        return {};
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
        std::unordered_map<std::int64_t, const AccountEntry*> known;
        for (const auto& entry : entries_) {
            known.emplace(entry.entry, &entry);
        }
        constexpr Day never { 1'000'000 };
        for (const auto& [entry, item] : items_) {
            const auto at = known.find(entry);
            note(
                item.match, at == known.end() ? never : counted_on(closed_, entry, at->second->day)
            );
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
        std::int64_t before = 0; ///< on the account when statements began, and not told by them
        for (const auto& entry : entries_) {
            told.book += entry.day <= asked_.ends ? entry.amount : 0;
            const auto day = counted_on(closed_, entry.entry, entry.day);
            const auto at = items_.find(entry.entry);
            const auto item = at == items_.end() ? KeptItem {} : at->second;
            if (day < since_ && item.match == 0) {
                before += entry.amount;
                continue;
            }
            if (day > asked_.ends || is_settled(item.match)) {
                continue;
            }
            told.open_entries += entry.amount;
            told.open_entry_count += 1;
            if (!item.is_named) {
                closing_.in_the_way.push_back({ {}, entry.entry, entry.day, { entry.amount } });
            }
        }
        closing_.brought_before = closed_.empty() ? 0 : closed_.back().brought_forward;
        told.brought_forward = closed_.empty()
            ? told.opening - before
            : closed_.back().brought_forward + told.opening - closed_.back().closing;
    }

    record::Queries queries_;
    const ClosingAsked& asked_;
    std::vector<ClosedPeriod> closed_; ///< before the period
    Day since_; ///< when statements began
    std::vector<KeptStatement> statements_;
    std::vector<KeptLine> lines_;
    std::map<std::int64_t, KeptItem> items_; ///< by entry
    std::vector<AccountEntry> entries_;
    std::unordered_map<std::int64_t, Day> settled_; ///< by match
    Closing closing_;
};

} // namespace

Result<Closing> close_account(record::Queries queries, const ClosingAsked& asked) {
    return AddingUp { queries, asked }.run();
}

std::string listed(const std::vector<InTheWay>& items) {
    constexpr std::size_t shown = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), shown); ++i) {
        text += (i == 0 ? "" : ", ") + to_string(items[i].day) + " " + to_string(items[i].amount);
    }
    return text + (items.size() > shown ? ", ..." : "");
}

} // namespace boai::giving
