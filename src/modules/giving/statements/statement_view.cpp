#include "modules/giving/statements/statement_view.hpp"

#include "base/json_text.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

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

} // namespace boai::giving
