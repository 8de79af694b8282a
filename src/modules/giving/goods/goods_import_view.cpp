#include "modules/giving/goods/goods_import_view.hpp"

#include "base/json_text.hpp"
#include "modules/giving/import_request.hpp"

#include <simdjson.h>

namespace boai::giving {
namespace {

using exchange::GoodsPlan;
using exchange::GoodsSheet;
using simdjson::dom::element;

/// Lines shown of a plan; more are counted, and entered all the same.
constexpr std::size_t lines_shown_max = 2'000;
constexpr std::size_t questions_shown_max = 500;

void append_day(JsonObject& object, std::string_view name, std::optional<Day> day) {
    if (day) {
        object.text(name, to_string(*day));
    } else {
        object.null(name);
    }
}

void append_columns(std::string& out, const GoodsSheet& sheet) {
    JsonArray columns { out };
    for (const auto& column : sheet.columns) {
        JsonObject object { columns.item() };
        object.number("index", column.column).text("header", column.header);
        if (column.field) {
            object.text("field", exchange::goods_fields()[*column.field].name);
        } else {
            object.null("field");
        }
    }
}

void append_sheets(std::string& out, const GoodsPlan& plan) {
    JsonArray sheets { out };
    for (const auto& sheet : plan.sheets) {
        JsonObject object { sheets.item() };
        object.number("index", static_cast<std::int64_t>(sheet.index))
            .text("name", sheet.name)
            .text("title", sheet.title)
            .text("profile", sheet.profile)
            .number("header_row", sheet.header_row.value_or(0))
            .number("rows", static_cast<std::int64_t>(sheet.rows));
        append_day(object, "day", sheet.day);
        if (sheet.problem) {
            object.text("problem", *sheet.problem);
        } else {
            object.null("problem");
        }
        append_columns(object.key("columns"), sheet);
        JsonArray footers { object.key("footers") };
        for (const auto& footer : sheet.footers) {
            JsonObject { footers.item() }.number("row", footer.row).text("text", footer.text);
        }
    }
}

void append_gifts(std::string& out, const GoodsPlan& plan) {
    JsonArray gifts { out };
    std::size_t shown = 0;
    for (const auto& gift : plan.gifts) {
        if (shown >= lines_shown_max) {
            return;
        }
        JsonObject object { gifts.item() };
        object.number("sheet", gift.sheet).number("row", gift.row).text("donor", gift.donor_name);
        append_day(object, "day", gift.day);
        JsonArray lines { object.key("lines") };
        for (const auto& line : gift.lines) {
            ++shown;
            JsonObject { lines.item() }
                .number("row", line.row)
                .text("item", line.item)
                .text("specification", line.specification)
                .number("quantity", line.quantity)
                .text("unit", line.unit);
        }
    }
}

void append_texts(std::string& out, const std::vector<std::string>& texts) {
    JsonArray array { out };
    for (const auto& text : texts) {
        append_json(array.item(), text);
    }
}

void append_questions(std::string& out, const GoodsPlan& plan) {
    JsonArray questions { out };
    for (std::size_t i = 0; i < std::min(plan.questions.size(), questions_shown_max); ++i) {
        const auto& question = plan.questions[i];
        JsonObject object { questions.item() };
        object.number("sheet", static_cast<std::int64_t>(plan.sheets[question.sheet].index))
            .text("sheet_name", plan.sheets[question.sheet].name)
            .number("row", question.row)
            .text("item", question.existing)
            .text("quantity", question.quantity)
            .text("reason", question.reason);
        append_texts(object.key("readings"), question.readings);
        if (question.column) {
            object.text("column", exchange::column_name(*question.column));
        } else {
            object.null("column");
        }
    }
}

void append_fields(std::string& out) {
    JsonArray fields { out };
    for (const auto& field : exchange::goods_fields()) {
        JsonObject { fields.item() }
            .text("name", field.name)
            .text("label", field.label)
            .flag("required", field.required);
    }
}

/// A member that may be absent or null; one of another type is a fault.
template <class T>
bool take(element object, std::string_view name, T& value) {
    element found;
    if (object.at_key(name).get(found) != simdjson::SUCCESS || found.is_null()) {
        return true;
    }
    return found.get(value) == simdjson::SUCCESS;
}

Result<void> read_answer(element answer, GoodsChoices& choices) {
    std::uint64_t sheet = 0;
    std::uint64_t row = 0;
    std::string_view quantity;
    const bool good = answer.is_object() && answer["sheet"].get(sheet) == simdjson::SUCCESS
        && answer["row"].get(row) == simdjson::SUCCESS && row <= UINT32_MAX
        && answer["quantity"].get(quantity) == simdjson::SUCCESS;
    if (!good) {
        return std::unexpected(malformed("answers"));
    }
    choices.answers[{ sheet, static_cast<std::uint32_t>(row) }] = quantity;
    return {};
}

} // namespace

std::string goods_plan_json(const PlannedGoodsImport& import) {
    const auto& plan = import.plan;
    std::string json;
    {
        JsonObject object { json };
        object.text("id", to_string(import.id))
            .text("file", import.file)
            .number("gift_count", static_cast<std::int64_t>(plan.gifts.size()))
            .number("line_count", static_cast<std::int64_t>(line_count(plan)))
            .number("question_count", static_cast<std::int64_t>(plan.questions.size()));
        if (import.known_batch.empty()) {
            object.null("known_batch");
        } else {
            object.text("known_batch", to_string(import.known_batch));
        }
        append_day(object, "day", import.choices.day);
        append_fields(object.key("fields"));
        append_sheets(object.key("sheets"), plan);
        append_gifts(object.key("gifts"), plan);
        append_questions(object.key("questions"), plan);
        JsonArray warnings { object.key("warnings") };
        for (const auto& warning : plan.warnings) {
            append_json(warnings.item(), warning);
        }
    }
    return json;
}

Result<GoodsPlanChange> read_goods_plan_change(std::string_view json) {
    auto common = TRY(read_plan_change(json, exchange::goods_fields()));
    GoodsPlanChange change { .choices = { .sheets = std::move(common.choices.sheets),
                                          .day = common.choices.day },
                             .save_profile = std::move(common.save_profile) };
    simdjson::dom::parser parser;
    element root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
        return std::unexpected(malformed("answers"));
    }
    element answers;
    if (root["answers"].get(answers) != simdjson::SUCCESS) {
        return change;
    }
    simdjson::dom::array all;
    if (answers.get(all) != simdjson::SUCCESS) {
        return std::unexpected(malformed("answers"));
    }
    for (const auto answer : all) {
        TRY(read_answer(answer, change.choices));
    }
    return change;
}

Result<GoodsCommitRequest> read_goods_commit(std::string_view json) {
    simdjson::dom::parser parser;
    element root;
    std::string_view campaign;
    std::string_view purpose;
    std::string_view reason;
    GoodsCommitRequest request;
    const bool good = parser.parse(json.data(), json.size()).get(root) == simdjson::SUCCESS
        && root.is_object() && take(root, "campaign", campaign) && take(root, "purpose", purpose)
        && take(root, "reason", reason) && take(root, "leave_out", request.leave_out);
    if (!good) {
        return std::unexpected(malformed("body"));
    }
    request.campaign = campaign;
    request.purpose = purpose;
    request.reason = reason;
    return request;
}

} // namespace boai::giving
