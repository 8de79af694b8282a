#include "app/goods_file_import.hpp"

#include "app/cli_files.hpp"
#include "app/goods_prompt.hpp"

#include <algorithm>
#include <cstdio>

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
        const auto& sheet = plan.sheets[question.sheet].name;
        report.errors.emplace_back(sheet, question);
        report.questions.emplace_back(sheet, question);
    }
    report.known = !import.known_batch.empty();
    report.refused = why_refused(import, options);
}

void append_question(
    std::string& json, const std::string& sheet, const exchange::GoodsQuestion& question
) {
    JsonObject object { json };
    object.text("sheet", sheet)
        .number("row", question.row)
        .text("item", question.existing)
        .text("quantity", question.quantity)
        .text("reason", question.reason);
    JsonArray readings { object.key("readings") };
    for (const auto& reading : question.readings) {
        append_json(readings.item(), reading);
    }
}

} // namespace

GoodsImporter::GoodsImporter(Book& book, Id branch, const ImportOptions& options)
    : book_(book)
    , branch_(branch)
    , options_(options)
    , questions_(questions_file_head()) { }

Result<void> GoodsImporter::prepare() {
    if (!options_.answers.empty()) {
        answers_ = TRY(read_answers(TRY(read_input_file(options_.answers))));
    }
    return {};
}

Result<void> GoodsImporter::enter(const PlannedGoodsImport& import, GoodsReport& report) {
    const auto* command = book_.registry().find_command("giving.commit_goods_import");
    std::string json;
    {
        JsonObject object { json };
        object.text("plan", to_string(import.id)).flag("leave_out", options_.good_rows);
        if (!options_.campaign.empty()) {
            object.text("campaign", options_.campaign);
        }
    }
    std::map<std::string, std::string, std::less<>> envelope;
    auto input = TRY(book_.engine().read_input(*command, json, envelope));
    const auto entered = TRY(book_.engine().run(
        { Book::system(), command, import.branch, std::move(input), {}, options_.reason }
    ));
    report.batch = to_string(entered.id);
    return {};
}

Result<giving::GoodsImports::Shared> GoodsImporter::plan(giving::SentFile file) {
    giving::GoodsChoices choices { .profile = options_.profile };
    if (!options_.day.empty()) {
        choices.day = TRY(parse_day(options_.day));
    }
    auto import = TRY(giving::goods_imports()->plan(
        book_.engine(), Book::system()->user, branch_, std::move(file), std::move(choices)
    ));
    if (const auto given = answers_.find(import->file); given != answers_.end()) {
        auto answered = import->choices;
        answered.answers = TRY(giving::match_answers(import->plan, given->second));
        import = TRY(
            giving::goods_imports()->plan_again(book_.engine(), import->id, std::move(answered))
        );
    }
    const bool may_ask = !options_.dry_run && !options_.json && !options_.good_rows;
    if (may_ask && import->known_batch.empty() && is_at_terminal()) {
        import = TRY(ask_at_terminal(book_, std::move(import)));
    }
    return import;
}

Result<void> GoodsImporter::import(giving::SentFile file, GoodsReport& report) {
    const auto import = TRY(plan(std::move(file)));
    append_questions_to(questions_, *import);
    fill_report(*import, options_, report);
    if (options_.dry_run || report.refused) {
        return {};
    }
    return enter(*import, report);
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
        {
            JsonArray questions { object.key("questions") };
            for (const auto& [sheet, question] : report.questions) {
                append_question(questions.item(), sheet, question);
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
    for (const auto& [sheet, question] : report.questions) {
        if (!question.readings.empty()) {
            std::printf(
                "  to choose from: %s %u: %s\n",
                sheet.c_str(),
                question.row,
                readings_text(question).c_str()
            );
        }
    }
}

} // namespace boai::app
