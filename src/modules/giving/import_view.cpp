#include "modules/giving/import_view.hpp"

#include "base/json_text.hpp"
#include "exchange/xlsx_writer.hpp"
#include "modules/giving/import_batch.hpp"

#include <array>

namespace boai::giving {
namespace {

using exchange::RowProblem;
using exchange::SheetPlan;

constexpr std::size_t shown_max = 100;

void id_or_null(JsonObject& object, std::string_view name, Id id) {
    id.empty() ? object.null(name) : object.text(name, to_string(id));
}

void money_or_null(JsonObject& object, std::string_view name, std::optional<Money> amount) {
    amount ? object.text(name, to_string(*amount)) : object.null(name);
}

void day_or_null(JsonObject& object, std::string_view name, std::optional<Day> day) {
    day ? object.text(name, to_string(*day)) : object.null(name);
}

void append_columns(std::string& out, const SheetPlan& sheet) {
    JsonArray columns { out };
    for (const auto& column : sheet.columns) {
        JsonObject object { columns.item() };
        object.number("index", column.column).text("header", column.header);
        if (column.field) {
            object.text("field", exchange::gift_fields()[*column.field].name);
        } else {
            object.null("field");
        }
    }
}

void append_sample(std::string& out, const SheetPlan& sheet) {
    JsonArray rows { out };
    for (const auto& row : sheet.sample) {
        JsonArray cells { rows.item() };
        for (const auto& cell : row) {
            append_json(cells.item(), cell);
        }
    }
}

void append_footers(std::string& out, const SheetPlan& sheet) {
    JsonArray footers { out };
    for (const auto& footer : sheet.footers) {
        JsonObject { footers.item() }.number("row", footer.row).text("text", footer.text);
    }
}

void append_sheet(std::string& out, const SheetPlan& sheet) {
    JsonObject object { out };
    object.number("index", static_cast<std::int64_t>(sheet.index))
        .text("name", sheet.name)
        .text("title", sheet.title)
        .number("header_row", sheet.header_row.value_or(0))
        .number("rows", static_cast<std::int64_t>(sheet.rows))
        .text("sum", to_string(sheet.sum));
    day_or_null(object, "day", sheet.day);
    money_or_null(object, "stated_sum", sheet.stated_sum);
    if (sheet.stated_rows) {
        object.number("stated_rows", *sheet.stated_rows);
    } else {
        object.null("stated_rows");
    }
    if (sheet.problem) {
        object.text("problem", *sheet.problem);
    }
    if (sheet.layout != nullptr) {
        object.text("layout", sheet.layout->name);
    } else {
        object.null("layout");
    }
    append_columns(object.key("columns"), sheet);
    append_sample(object.key("sample"), sheet);
    append_footers(object.key("footers"), sheet);
}

/// Of the columns of matches; that of the gifts' own is `stated_sum`.
void append_differences(std::string& out, const exchange::ImportPlan& plan) {
    JsonArray rows { out };
    for (const auto& difference : plan.column_differences) {
        JsonObject { rows.item() }
            .text("sheet", plan.sheets[difference.sheet].name)
            .text("column", exchange::column_name(difference.stated.column))
            .text("field", exchange::gift_fields()[difference.stated.field].name)
            .text("stated", to_string(difference.stated.sum))
            .text("counted", to_string(difference.counted));
    }
}

void append_problems(
    std::string& out, const PlannedImport& import, const std::vector<RowProblem>& problems
) {
    JsonArray items { out };
    std::size_t count = 0;
    for (const auto& problem : problems) {
        if (++count > shown_max) {
            break;
        }
        JsonObject object { items.item() };
        object.text("sheet", import.plan.sheets[problem.sheet].name).number("row", problem.row);
        object.text("column", problem.column ? exchange::column_name(*problem.column) : "");
        object.text("reason", problem.reason);
        if (!problem.existing.empty()) {
            object.text("existing", problem.existing);
        }
    }
}

/// Doubtful rows with what tells them apart, and what was decided. Doubts stand in the order of
/// the gifts.
void append_doubts(
    std::string& out, const PlannedImport& import, std::size_t from, std::size_t limit
) {
    const auto& plan = import.plan;
    const std::shared_ptr<const Decisions> decisions = import.decisions;
    JsonArray items { out };
    std::size_t place = 0;
    for (std::size_t i = 0; i < plan.gifts.size() && place < from + limit; ++i) {
        const auto& gift = plan.gifts[i];
        if (gift.state != exchange::GiftState::doubtful || place++ < from) {
            continue;
        }
        const auto& doubt = plan.doubts[place - 1];
        JsonObject object { items.item() };
        object.text("sheet", plan.sheets[gift.sheet].name)
            .number("row", gift.row)
            .text("column", exchange::column_name(gift.column))
            .text("donor_name", gift.donor_name)
            .text("amount", to_string(gift.amount));
        day_or_null(object, "day", gift.day);
        object.text("reason", doubt.reason).text("existing", doubt.existing);
        if (decisions && decisions->contains(i)) {
            object.text("decision", decisions->at(i) ? "take" : "skip");
        } else {
            object.null("decision");
        }
    }
}

void append_fields_offered(std::string& out) {
    JsonArray fields { out };
    for (const auto& field : exchange::gift_fields()) {
        JsonObject { fields.item() }
            .text("name", field.name)
            .text("label", field.label)
            .flag("required", field.required);
    }
}

/// What the console shows of the profile used; a profile is named once for the whole file.
void append_profile(JsonObject& object, const exchange::ImportPlan& plan) {
    for (const auto& sheet : plan.sheets) {
        if (!sheet.profile.empty()) {
            JsonObject { object.key("profile") }
                .text("id", sheet.profile)
                .text("name", sheet.profile);
            return;
        }
    }
    object.null("profile");
}

void append_same_file(JsonObject& object, const PlannedImport& import, std::optional<Instant> at) {
    const auto& same = import.plan.same_file;
    if (!same) {
        object.null("same_file");
        return;
    }
    JsonObject { object.key("same_file") }
        .text("import", same->id)
        .text("at", at ? to_string(*at) : "");
}

void append_warnings(std::string& out, const exchange::ImportPlan& plan) {
    JsonArray warnings { out };
    for (const auto& warning : plan.warnings) {
        append_json(warnings.item(), warning);
    }
}

void append_counts(JsonObject& object, const PlanCounts& counts) {
    object.number("rows", static_cast<std::int64_t>(counts.rows))
        .number("accepted", static_cast<std::int64_t>(counts.accepted))
        .number("refused", static_cast<std::int64_t>(counts.refused))
        .number("duplicates", static_cast<std::int64_t>(counts.duplicates))
        .number("doubtful", static_cast<std::int64_t>(counts.doubtful))
        .number("outside_campaign", static_cast<std::int64_t>(counts.outside));
}

}  // namespace

std::string plan_json(const PlannedImport& import, std::optional<Instant> same_at) {
    const auto& plan = import.plan;
    std::string json;
    {
        JsonObject object { json };
        object.text("id", to_string(import.id))
            .text("file", import.file)
            .text("state", name_of(import.state))
            .text("branch", to_string(import.branch))
            .text("created_by", to_string(import.user));
        append_same_file(object, import, same_at);
        append_profile(object, plan);
        id_or_null(object, "channel", import.choices.channel);
        id_or_null(object, "campaign", import.choices.campaign);
        day_or_null(object, "day", import.choices.day);
        if (import.batch != 0) {
            object.text("batch", to_string(Id { import.batch }));
        }
        {
            JsonArray sheets { object.key("sheets") };
            for (const auto& sheet : plan.sheets) {
                append_sheet(sheets.item(), sheet);
            }
        }
        append_fields_offered(object.key("fields"));
        const auto counts = count(import, { .good_rows_only = true });
        const auto with_doubtful
            = count(import, { .good_rows_only = true, .doubtful = DoubtRule::take });
        append_counts(object, counts);
        object.text("sum", to_string(plan.sum));
        money_or_null(object, "stated_sum", plan.stated_sum);
        append_differences(object.key("differences"), plan);
        object.text("accepted_sum", to_string(counts.accepted_sum))
            .text("doubtful_sum", to_string(with_doubtful.accepted_sum - counts.accepted_sum));
        if (import.state == PlanState::refused) {
            object.text("failure", import.failure);
        }
        append_warnings(object.key("warnings"), plan);
        append_problems(object.key("errors"), import, plan.refused);
        append_doubts(object.key("doubts"), import, 0, shown_max);
    }
    return json;
}

std::string doubts_json(const PlannedImport& import, std::size_t from, std::size_t limit) {
    std::string json;
    {
        JsonObject object { json };
        append_doubts(object.key("rows"), import, from, limit);
        object.number("total", static_cast<std::int64_t>(import.plan.doubts.size()));
    }
    return json;
}

std::string batch_json(const record::Loaded& loaded) {
    const auto& batch = loaded.as<ImportBatch>();
    std::string json;
    {
        JsonObject object { json };
        object.text("id", to_string(loaded.head.id))
            .text("file", batch.file)
            .text("state", batch.state == BatchState::undone ? "undone" : "committed")
            .text("branch", to_string(loaded.head.branch))
            .text("created_by", to_string(loaded.head.created_by))
            .null("same_file")
            .null("profile");
        id_or_null(object, "channel", batch.channel);
        id_or_null(object, "campaign", batch.campaign);
        object.null("day").text("batch", to_string(loaded.head.id));
        object.key("sheets") += "[]";
        append_fields_offered(object.key("fields"));
        object.number("rows", batch.rows)
            .number("accepted", batch.accepted)
            .number("refused", batch.refused)
            .number("duplicates", batch.duplicates)
            .number("doubtful", 0)
            .number("outside_campaign", 0)
            .text("sum", to_string(batch.sum))
            .text("accepted_sum", to_string(batch.sum))
            .text("doubtful_sum", "0.00")
            .null("stated_sum");
        for (const auto* name : { "differences", "warnings", "errors", "doubts" }) {
            object.key(name) += "[]";
        }
    }
    return json;
}

std::string progress_json(const PlannedImport& import) {
    std::string json;
    const auto total = import.total != 0 ? import.total.load() : count(import, {}).accepted;
    JsonObject { json }
        .text("state", name_of(import.state))
        .number("done", static_cast<std::int64_t>(import.done.load()))
        .number("total", static_cast<std::int64_t>(total));
    return json;
}

Result<std::string> errors_workbook(const PlannedImport& import) {
    constexpr int wide = 60;
    const std::array columns {
        exchange::WrittenColumn { "工作表 Sheet" },  exchange::WrittenColumn { "行 Row", 8 },
        exchange::WrittenColumn { "列 Column", 10 }, exchange::WrittenColumn { "原因", wide },
        exchange::WrittenColumn { "Reason", wide },
    };
    auto writer = TRY(exchange::XlsxWriter::create("退回的行", columns));
    for (const auto* problems : { &import.plan.refused, &import.plan.doubts }) {
        for (const auto& problem : *problems) {
            const auto column = problem.column ? exchange::column_name(*problem.column) : "";
            const std::array<exchange::TableValue, 5> row {
                std::string_view { import.plan.sheets[problem.sheet].name },
                static_cast<std::int64_t>(problem.row),
                std::string_view { column },
                std::string_view { problem.reason.zh },
                std::string_view { problem.reason.en },
            };
            TRY(writer.add_row(row));
        }
    }
    return writer.finish();
}

}  // namespace boai::giving
