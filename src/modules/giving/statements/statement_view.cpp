#include "modules/giving/statements/statement_view.hpp"

#include "base/json_text.hpp"
#include "modules/giving/statements/account_book.hpp"
#include "modules/giving/statements/book_item.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

/// Lines shown of a plan; more are counted, and entered all the same.
constexpr std::size_t plan_lines_shown_max = 500;

void append_day_of(JsonObject& object, std::string_view name, std::optional<Day> day) {
    if (day) {
        object.text(name, to_string(*day));
    } else {
        object.null(name);
    }
}

void append_money(JsonObject& object, std::string_view name, std::optional<Money> amount) {
    if (amount) {
        object.text(name, to_string(*amount));
    } else {
        object.null(name);
    }
}

void append_planned_lines(std::string& out, const exchange::StatementPlan& plan) {
    JsonArray lines { out };
    for (std::size_t i = 0; i < std::min(plan.lines.size(), plan_lines_shown_max); ++i) {
        const auto& line = plan.lines[i];
        JsonObject object { lines.item() };
        object.number("row", line.row)
            .text("day", to_string(line.day))
            .text("time", line.time)
            .text("amount", to_string(line.amount))
            .text("payer", line.payer)
            .text("reference", line.reference)
            .text("memo", line.memo);
        append_money(object, "balance", line.balance);
    }
}

void append_statement_columns(std::string& out, const exchange::StatementPlan& plan) {
    JsonArray columns { out };
    for (const auto& column : plan.columns) {
        JsonObject object { columns.item() };
        object.number("index", column.column).text("header", column.header);
        if (column.field) {
            object.text("field", exchange::statement_fields()[*column.field].name);
        } else {
            object.null("field");
        }
    }
}

void append_statement_problems(JsonObject& object, const PlannedStatement& import) {
    const auto& plan = import.plan;
    {
        JsonArray refused { object.key("refused") };
        for (const auto& problem : plan.refused) {
            JsonObject { refused.item() }.number("row", problem.row).text("reason", problem.reason);
        }
    }
    if (plan.broken) {
        JsonObject { object.key("broken") }
            .number("row", plan.broken->row)
            .text("before", to_string(plan.broken->before))
            .text("amount", to_string(plan.broken->amount))
            .text("stated", to_string(plan.broken->stated));
    } else {
        object.null("broken");
    }
    if (import.same_file) {
        JsonObject { object.key("same_file") }
            .text("file", import.same_file->file)
            .text("begins", to_string(import.same_file->begins))
            .text("ends", to_string(import.same_file->ends));
    } else {
        object.null("same_file");
    }
    if (plan.problem) {
        object.text("problem", *plan.problem);
    } else {
        object.null("problem");
    }
}

/// What people call each kind of entry, and the record it comes from.
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

/// The desk of one account.
class Desk {
public:
    Desk(record::Engine& engine, storage::Connection& connection, const DeskAsked& asked)
        : engine_(engine)
        , connection_(connection)
        , asked_(asked) { }

    Result<std::string> write() {
        closed_
            = TRY(closed_periods(record::queries_of(connection_), asked_.branch, asked_.account));
        entries_
            = TRY(account_entries(record::queries_of(connection_), asked_.branch, asked_.account));
        TRY(read_items());
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

    Result<void> read_items() {
        const std::array params { Param { asked_.branch }, Param { asked_.account } };
        return engine_.registry()
            .table(book_item_type)
            .select(
                record::queries_of(connection_),
                " WHERE t.branch_id = $1 AND t.account = $2",
                params,
                [&](const record::Loaded& loaded) -> Result<void> {
                    const auto& item = loaded.as<BookItem>();
                    items_.emplace(item.entry, item);
                    return {};
                }
            );
    }

    Result<void> append_balances(JsonObject& object) {
        std::int64_t book = 0;
        for (const auto& entry : entries_) {
            book += entry.amount;
        }
        std::map<Id, std::int64_t> closing; // the newest of each channel
        const std::array params { Param { asked_.branch }, Param { asked_.account } };
        std::optional<Day> begins;
        std::optional<Day> ends;
        TRY(connection_.query(
            "SELECT channel, closing, begins, ends FROM giving_statement WHERE branch_id = $1 AND "
            "account = $2 AND state = 'committed' ORDER BY ends, id",
            params,
            [&](const Row& row) -> Result<void> {
                closing[row.id(0)] = row.number(1);
                begins = std::min(begins.value_or(row.day(2)), row.day(2));
                ends = row.day(3);
                return {};
            }
        ));
        std::int64_t statements = 0;
        for (const auto& [channel, amount] : closing) {
            statements += amount;
        }
        object.text("book_balance", to_string(Money { book }))
            .text("statement_balance", to_string(Money { statements }));
        append_day_of(object, "statements_from", begins);
        append_day_of(object, "statements_to", ends);
        since_
            = closed_.empty() ? begins.value_or(Day {}) + -on_the_way_days : closed_.front().begins;
        return {};
    }

    Result<void> append_counts(JsonObject& object) {
        JsonObject counts { object.key("counts") };
        const std::array params { Param { asked_.branch }, Param { asked_.account } };
        return connection_.query(
            "SELECT state, count(*) FROM giving_statement_line WHERE branch_id = $1 AND account = "
            "$2 AND state <> 'undone' GROUP BY state ORDER BY state",
            params,
            [&](const Row& row) -> Result<void> {
                counts.number(row.text(0), row.number(1));
                return {};
            }
        );
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
                record::queries_of(connection_),
                " WHERE t.branch_id = $1 AND t.account = $2 AND t.state IN ("
                    + std::string { states_of_desk(asked_.state) }
                    + ") ORDER BY t.match_number, t.day, t.id LIMIT $3 OFFSET $4",
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

    [[nodiscard]] bool is_shown(const AccountEntry& entry, const BookItem& item) const {
        const auto state = record::choice_of(item.state).value;
        if (asked_.state == "matched" || asked_.state == "suggested") {
            return state == asked_.state;
        }
        const bool is_open = item.state == ItemState::open || item.state == ItemState::carried;
        return is_open && counted_on(closed_, entry.entry, entry.day) >= since_;
    }

    Result<void> append_entries(JsonObject& object) {
        std::vector<std::pair<const AccountEntry*, BookItem>> shown;
        for (const auto& entry : entries_) {
            const auto at = items_.find(entry.entry);
            auto item = at == items_.end() ? BookItem {} : at->second;
            if (is_shown(entry, item)) {
                shown.emplace_back(&entry, std::move(item));
            }
        }
        std::ranges::stable_sort(shown, {}, [](const auto& pair) {
            return std::tuple { pair.second.match_number, pair.first->day, pair.first->entry };
        });
        object.number("entry_count", std::ssize(shown));
        JsonArray entries { object.key("entries") };
        const auto end = std::min(shown.size(), asked_.from + asked_.limit);
        for (auto i = asked_.from; i < end; ++i) {
            const auto& [entry, item] = shown[i];
            JsonObject one { entries.item() };
            one.number("entry", entry->entry)
                .text("day", to_string(entry->day))
                .text("amount", to_string(Money { entry->amount }))
                .text("kind", ledger::title_of(entry->kind))
                .text("record", record_of(entry->kind))
                .text("source", to_string(entry->source));
            append_state(one, item.state, item.reason, item.match_number, item.note);
        }
        return {};
    }

    record::Engine& engine_;
    storage::Connection& connection_;
    const DeskAsked& asked_;
    std::vector<ClosedPeriod> closed_;
    std::vector<AccountEntry> entries_;
    std::map<std::int64_t, BookItem> items_;
    Day since_;
};

} // namespace

std::string statement_plan_json(const PlannedStatement& import) {
    const auto& plan = import.plan;
    std::string json;
    {
        JsonObject object { json };
        object.text("id", to_string(import.id))
            .text("file", import.file)
            .text("layout", plan.layout)
            .text("profile", plan.profile)
            .number("sheet", static_cast<std::int64_t>(plan.sheet))
            .number("header_row", plan.header_row.value_or(0))
            .number("line_count", std::ssize(plan.lines))
            .text("received", to_string(plan.received))
            .text("paid", to_string(plan.paid));
        append_day_of(object, "begins", plan.begins);
        append_day_of(object, "ends", plan.ends);
        append_money(object, "opening", plan.opening);
        append_money(object, "closing", plan.closing);
        append_statement_problems(object, import);
        append_statement_columns(object.key("columns"), plan);
        append_planned_lines(object.key("lines"), plan);
        {
            JsonArray fields { object.key("fields") };
            for (const auto& field : exchange::statement_fields()) {
                JsonObject { fields.item() }
                    .text("name", field.name)
                    .text("label", field.label)
                    .flag("required", field.required);
            }
        }
        {
            JsonArray channels { object.key("channels") };
            for (const auto channel : import.channels) {
                append_json(channels.item(), to_string(channel));
            }
        }
        JsonArray warnings { object.key("warnings") };
        for (const auto& warning : plan.warnings) {
            append_json(warnings.item(), warning);
        }
    }
    return json;
}

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
desk_json(record::Engine& engine, storage::Connection& connection, const DeskAsked& asked) {
    return Desk { engine, connection, asked }.write();
}

} // namespace boai::giving
