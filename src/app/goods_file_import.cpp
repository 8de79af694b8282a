#include "app/goods_file_import.hpp"

#include "modules/giving/goods/goods_imports.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace boai::app {
namespace {

using giving::PlannedGoodsImport;

/// Whether a profile that was asked for is the one a sheet was read by.
bool fits(const exchange::GoodsPlan& plan, const std::string& profile) {
    return profile.empty()
        || std::ranges::find(plan.sheets, profile, &exchange::GoodsSheet::profile)
        != plan.sheets.end();
}

/// Why the list is not entered; nothing when it is.
std::optional<Message> why_refused(const PlannedGoodsImport& import, const ImportOptions& options) {
    if (!import.known_batch.empty()) {
        return Message { Text { "这份文件已经导入过", "this file is in the book already" } };
    }
    if (!fits(import.plan, options.profile)) {
        return compose(
            { "模板 {} 与这份文件的表头不符", "the profile {} does not fit this header" },
            { options.profile }
        );
    }
    auto found = giving::obstacle(import, options.good_rows);
    return found ? std::optional { std::move(found->message) } : std::nullopt;
}

void fill_report(
    const PlannedGoodsImport& import, const ImportOptions& options, GoodsReport& report
) {
    const auto& plan = import.plan;
    report.gifts = plan.gifts.size();
    report.lines = giving::line_count(plan);
    for (const auto& gift : plan.gifts) {
        for (const auto& line : gift.lines) {
            report.quantities[line.unit] += line.quantity;
        }
    }
    report.warnings = plan.warnings;
    for (const auto& sheet : plan.sheets) {
        report.rows += sheet.rows;
        if (sheet.problem) {
            report.warnings.push_back(*sheet.problem);
        }
    }
    for (const auto& question : plan.questions) {
        report.errors.emplace_back(plan.sheets[question.sheet].name, question);
    }
    report.known = !import.known_batch.empty();
    report.refused = why_refused(import, options);
}

Result<void> enter_goods(
    Book& book, const ImportOptions& options, const PlannedGoodsImport& import, GoodsReport& report
) {
    const auto* command = book.registry().find_command("giving.commit_goods_import");
    std::string json;
    {
        JsonObject object { json };
        object.text("plan", to_string(import.id)).flag("leave_out", options.good_rows);
        if (!options.campaign.empty()) {
            object.text("campaign", options.campaign);
        }
    }
    std::map<std::string, std::string, std::less<>> envelope;
    auto input = TRY(book.engine().read_input(*command, json, envelope));
    const auto entered = TRY(book.engine().run(
        { Book::system(), command, import.branch, std::move(input), {}, options.reason }
    ));
    report.batch = to_string(entered.id);
    return {};
}

} // namespace

Result<void> import_goods(
    Book& book, Id branch, const ImportOptions& options, std::string bytes, GoodsReport& report
) {
    giving::GoodsChoices choices { .profile = options.profile };
    if (!options.day.empty()) {
        choices.day = TRY(parse_day(options.day));
    }
    const auto name = std::filesystem::path { report.file }.filename().string();
    const auto import = TRY(giving::goods_imports()->plan(
        book.engine(), Book::system()->user, branch, name, std::move(bytes), std::move(choices)
    ));
    fill_report(*import, options, report);
    if (options.dry_run || report.refused) {
        return {};
    }
    return enter_goods(book, options, *import, report);
}

std::string report_json(const GoodsReport& report) {
    std::string json;
    {
        JsonObject object { json };
        object.text("file", report.file)
            .text("kind", "goods")
            .number("rows", static_cast<std::int64_t>(report.rows))
            .number("gifts", static_cast<std::int64_t>(report.gifts))
            .number("lines", static_cast<std::int64_t>(report.lines))
            .number("refused", static_cast<std::int64_t>(report.errors.size()));
        {
            JsonObject quantities { object.key("quantities") };
            for (const auto& [unit, quantity] : report.quantities) {
                quantities.number(unit, quantity);
            }
        }
        add_outcome(object, report);
    }
    return json;
}

void print_report(const GoodsReport& report) {
    std::printf("%s\n", report.file.c_str());
    std::printf(
        "  goods: rows %zu, gifts %zu, lines %zu, refused %zu",
        report.rows,
        report.gifts,
        report.lines,
        report.errors.size()
    );
    for (const auto& [unit, quantity] : report.quantities) {
        std::printf(", %lld %s", static_cast<long long>(quantity), unit.c_str());
    }
    std::printf("\n");
    print_outcome(report);
}

} // namespace boai::app
