#include "app/import_report.hpp"

#include "exchange/sheet.hpp"

#include <cstdio>

namespace boai::app {
namespace {

void append_error(
    std::string& json, const std::string& sheet, const exchange::RowProblem& problem
) {
    JsonObject object { json };
    object.text("sheet", sheet).number("row", problem.row);
    if (problem.column) {
        object.text("column", exchange::column_name(*problem.column));
    } else {
        object.null("column");
    }
    object.text("reason", problem.reason);
}

} // namespace

void add_outcome(JsonObject& object, const ImportReport& report) {
    if (!report.batch.empty()) {
        object.text("batch", report.batch);
    }
    if (report.refused) {
        object.text("refused_because", *report.refused);
    }
    {
        JsonArray warnings { object.key("warnings") };
        for (const auto& warning : report.warnings) {
            append_json(warnings.item(), warning);
        }
    }
    JsonArray errors { object.key("errors") };
    for (const auto& [sheet, problem] : report.errors) {
        append_error(errors.item(), sheet, problem);
    }
}

void print_outcome(const ImportReport& report) {
    for (const auto& warning : report.warnings) {
        std::printf("  note: %s / %s\n", warning.zh.c_str(), warning.en.c_str());
    }
    for (const auto& [sheet, problem] : report.errors) {
        const auto column = problem.column ? exchange::column_name(*problem.column) : "";
        std::printf(
            "  refused: %s %s%u: %s / %s\n",
            sheet.c_str(),
            column.c_str(),
            problem.row,
            problem.reason.zh.c_str(),
            problem.reason.en.c_str()
        );
    }
    if (report.refused) {
        std::printf(
            "  not booked: %s / %s\n", report.refused->zh.c_str(), report.refused->en.c_str()
        );
    }
}

} // namespace boai::app
