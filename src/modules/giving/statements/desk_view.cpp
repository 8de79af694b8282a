#include "modules/giving/statements/desk_view.hpp"

#include "base/json_text.hpp"
#include "modules/giving/statements/account_entry.hpp"
#include "modules/giving/statements/book_item.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

void append_day_or_null(JsonObject& object, std::string_view name, std::optional<Day> day) {
    if (day) {
        object.text(name, to_string(*day));
    } else {
        object.null(name);
    }
}

/// The record that entries of a kind come from.
std::string_view record_of(ledger::EntryKind kind) {
    switch (kind) {
    case ledger::EntryKind::gift:
        return "giving.gift";
    case ledger::EntryKind::refund:
    case ledger::EntryKind::reversal:
        return "giving.refund";
    case ledger::EntryKind::payment:
        return "spending.payment";
    case ledger::EntryKind::payment_return:
        return "spending.payment_return";
    case ledger::EntryKind::settlement:
    case ledger::EntryKind::fee:
        return "spending.fund_move";
    case ledger::EntryKind::unidentified:
        return "giving.unidentified_receipt";
    case ledger::EntryKind::match_settlement:
        return "giving.match_settlement";
    case ledger::EntryKind::match_return:
        return "giving.match_return";
    case ledger::EntryKind::charge:
        return "giving.statement_line";
    default:
        return "";
    }
}

/// An entry with what stands beside it.
struct ShownEntry {
    AccountEntry entry;
    BookItem item;
};

/// The desk of one account.
class Desk {
public:
    Desk(record::Engine& engine, record::Queries queries, const DeskAsked& asked)
        : engine_(engine)
        , queries_(queries)
        , asked_(asked) { }

    Result<std::string> write() {
        closed_ = TRY(closed_periods(queries_, asked_.branch, asked_.account));
        std::string json;
        TRY(append_desk(json));
        return json;
    }

private:
    Result<void> append_desk(std::string& json) {
        JsonObject object { json };
        object.text("account", asked_.account);
        if (closed_.empty()) {
            object.null("signed_to");
        } else {
            object.text("signed_to", to_string(closed_.back().ends));
        }
        TRY(append_balances(object));
        TRY(append_counts(object));
        TRY(append_lines(object.key("lines")));
        return append_entries(object);
    }

    [[nodiscard]] std::array<Param, 2> account_params() const {
        return { Param { asked_.branch }, Param { asked_.account } };
    }

    Result<void> append_balances(JsonObject& object) {
        const auto book = TRY(account_balance(queries_, asked_.branch, asked_.account));
        std::map<Id, std::int64_t> closing; // the newest of each channel
        std::optional<Day> begins;
        std::optional<Day> ends;
        TRY(queries_(
            "SELECT channel, closing, begins, ends, lines FROM giving_statement WHERE branch_id = "
            "$1 AND account = $2 AND state = 'committed' ORDER BY ends, id",
            account_params(),
            [&](const Row& row) -> Result<void> {
                closing[row.id(0)] = row.number(1);
                begins = std::min(begins.value_or(row.day(2)), row.day(2));
                ends = row.day(3);
                lines_ += row.number(4);
                return {};
            }
        ));
        std::int64_t statements = 0;
        for (const auto& [channel, amount] : closing) {
            statements += amount;
        }
        object.text("book_balance", to_string(Money { book }))
            .text("statement_balance", to_string(Money { statements }));
        append_day_or_null(object, "statements_from", begins);
        append_day_or_null(object, "statements_to", ends);
        beside_ = closed_.empty()
            ? BesideStatements { begins.value_or(Day {}) + -on_the_way_days, no_entry }
            : BesideStatements { closed_.front().begins, closed_.front().entry };
        return {};
    }

    /// Lines by their states. Those that are matched, nearly all of them, are what is left.
    Result<void> append_counts(JsonObject& object) {
        std::map<std::string, std::int64_t> counts;
        auto& matched = counts["matched"] = lines_;
        TRY(queries_(
            "SELECT state, count(*) FROM giving_statement_line WHERE branch_id = $1 AND account = "
            "$2 AND state IN ('open', 'carried', 'suggested') GROUP BY state",
            account_params(),
            [&](const Row& row) -> Result<void> {
                counts[std::string { row.text(0) }] = row.number(1);
                matched -= row.number(1);
                return {};
            }
        ));
        JsonObject told { object.key("counts") };
        for (const auto& [state, count] : counts) {
            if (count > 0) {
                told.number(state, count);
            }
        }
        return {};
    }

    Result<void> append_lines(std::string& out) {
        const std::array params { Param { asked_.branch },
                                  Param { asked_.account },
                                  Param { static_cast<std::int64_t>(asked_.limit) },
                                  Param { static_cast<std::int64_t>(asked_.from) } };
        const auto* const payer = statement_line_type.find_field("payer");
        JsonArray lines { out };
        return engine_.registry()
            .table(statement_line_type)
            .select(
                queries_,
                " WHERE t.branch_id = $1 AND t.id IN (SELECT id FROM giving_statement_line WHERE "
                "branch_id = $1 AND account = $2 AND state IN ("
                    + std::string { states_of_desk(asked_.state) }
                    + ") ORDER BY match_number, day, id LIMIT $3 OFFSET $4) ORDER BY "
                      "t.match_number, t.day, t.id",
                params,
                [&](const record::Loaded& loaded) -> Result<void> {
                    const auto& line = loaded.as<StatementLine>();
                    JsonObject object { lines.item() };
                    object.text("id", to_string(loaded.head.id))
                        .text("day", to_string(line.day))
                        .text("time", line.time_of_day)
                        .text("amount", to_string(line.amount))
                        .text("payer", payer->options.mask(&line, line.payer))
                        .text("reference", line.reference)
                        .flag("erased", loaded.erased)
                        .flag("is_split", line.reason == MatchReason::split);
                    append_state(object, line.state, line.reason, line.match_number, line.note);
                    return {};
                }
            );
    }

    static void append_state(
        JsonObject& object,
        ItemState state,
        MatchReason reason,
        std::int64_t number,
        const std::string& note
    ) {
        object.text("state", record::choice_of(state).value)
            .text("reason", record::choice_of(reason).label)
            .number("match_number", number)
            .text("note", note);
    }

    /// The open entries of the page and one more, each with why it is carried.
    Result<std::vector<ShownEntry>> open_ones() {
        const EntriesAsked asked {
            asked_.branch, asked_.account, beside_, { asked_.from, asked_.limit }
        };
        std::vector<ShownEntry> shown;
        const auto open = TRY(open_entries(queries_, asked));
        for (const auto& entry : open) {
            shown.push_back({ entry, {} });
        }
        std::vector<Param> params { Param { asked_.branch }, Param { asked_.account } };
        std::string places;
        for (const auto& each : shown) {
            params.emplace_back(each.entry.entry);
            places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
        }
        if (shown.empty()) {
            return shown;
        }
        TRY(engine_.registry()
                .table(book_item_type)
                .select(
                    queries_,
                    " WHERE t.branch_id = $1 AND t.account = $2 AND t.entry IN (" + places + ")",
                    params,
                    [&](const record::Loaded& loaded) -> Result<void> {
                        const auto& item = loaded.as<BookItem>();
                        const auto at = std::ranges::find_if(shown, [&](const ShownEntry& each) {
                            return each.entry.entry == item.entry;
                        });
                        at->item = item;
                        return {};
                    }
                ));
        return shown;
    }

    /// The matched or suggested entries of the page and one more, by their matches.
    Result<std::vector<ShownEntry>> marked_ones() {
        const std::array params { Param { asked_.branch },
                                  Param { asked_.account },
                                  Param { asked_.state },
                                  Param { static_cast<std::int64_t>(asked_.limit + 1) },
                                  Param { static_cast<std::int64_t>(asked_.from) } };
        std::vector<ShownEntry> shown;
        TRY(engine_.registry()
                .table(book_item_type)
                .select(
                    queries_,
                    " WHERE t.branch_id = $1 AND t.account = $2 AND t.state = $3 ORDER BY "
                    "t.match_number, t.day, t.entry LIMIT $4 OFFSET $5",
                    params,
                    [&](const record::Loaded& loaded) -> Result<void> {
                        const auto& item = loaded.as<BookItem>();
                        shown.push_back({ {}, item });
                        return {};
                    }
                ));
        for (auto& each : shown) {
            each.entry
                = TRY(listed_entry(queries_, asked_.branch, asked_.account, each.item.entry));
        }
        return shown;
    }

    Result<void> append_entries(JsonObject& object) {
        auto shown = TRY(asked_.state == "open" ? open_ones() : marked_ones());
        const bool has_more = shown.size() > asked_.limit;
        if (has_more) {
            shown.pop_back();
        }
        object.flag("more_entries", has_more);
        JsonArray entries { object.key("entries") };
        for (const auto& [entry, item] : shown) {
            JsonObject one { entries.item() };
            one.number("entry", entry.entry)
                .text("day", to_string(entry.day))
                .text("amount", to_string(Money { entry.amount }))
                .text("kind", ledger::title_of(entry.kind))
                .text("record", record_of(entry.kind))
                .text("source", to_string(entry.source));
            append_state(one, item.state, item.reason, item.match_number, item.note);
        }
        return {};
    }

    static constexpr auto no_entry = std::numeric_limits<std::int64_t>::max();

    record::Engine& engine_;
    record::Queries queries_;
    const DeskAsked& asked_;
    std::vector<ClosedPeriod> closed_;
    BesideStatements beside_;
    std::int64_t lines_ = 0; ///< of all statements
};

} // namespace

std::string_view states_of_desk(std::string_view state) {
    if (state == "matched") {
        return "'matched'";
    }
    if (state == "all") {
        return "'open', 'carried', 'suggested', 'matched'";
    }
    return state == "suggested" ? "'suggested'" : "'open', 'carried'";
}

Result<std::string>
desk_json(record::Engine& engine, record::Queries queries, const DeskAsked& asked) {
    return Desk { engine, queries, asked }.write();
}

} // namespace boai::giving
