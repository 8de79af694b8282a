#include "app/cli.hpp"
#include "app/cli_files.hpp"
#include "app/doubts_file.hpp"
#include "app/logs.hpp"
#include "app/progress.hpp"
#include "base/json_text.hpp"
#include "exchange/sheet.hpp"
#include "modules/giving/import_service.hpp"
#include "modules/giving/module.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>

namespace boai::app {
namespace {

using giving::CommitChoice;
using giving::PlannedImport;

Result<void> write_file(const std::string& path, const std::string& text) {
    std::ofstream file { path, std::ios::binary | std::ios::trunc };
    if (!file.write(text.data(), static_cast<std::streamsize>(text.size())).flush()) {
        return fail(
            Errc::unavailable,
            compose({ "无法写入文件 {}", "the file {} cannot be written" }, { path })
        );
    }
    return {};
}

/// What one file came to.
struct FileReport {
    std::string file;
    giving::PlanCounts counts;
    std::optional<Money> stated_sum;
    Money sum;
    std::vector<std::pair<std::string, exchange::RowProblem>> errors;  ///< with the sheet's name
    std::vector<Message> warnings;
    std::optional<Message> refused;  ///< why nothing was booked
    bool known = false;              ///< all of it was booked before
    std::string batch;
    std::string channel;  ///< code
};

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

std::string report_json(const FileReport& report) {
    std::string json;
    {
        JsonObject object { json };
        object.text("file", report.file)
            .text("channel", report.channel)
            .number("rows", static_cast<std::int64_t>(report.counts.rows))
            .number("accepted", static_cast<std::int64_t>(report.counts.accepted))
            .number("refused", static_cast<std::int64_t>(report.counts.refused))
            .number("duplicates", static_cast<std::int64_t>(report.counts.duplicates))
            .number("doubtful", static_cast<std::int64_t>(report.counts.doubtful))
            .number("sum_fen", report.sum.fen);
        if (report.stated_sum) {
            object.number("stated_sum_fen", report.stated_sum->fen);
        } else {
            object.null("stated_sum_fen");
        }
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
    return json;
}

void print_report(const FileReport& report) {
    std::printf("%s\n", report.file.c_str());
    std::printf(
        "  rows %zu, accepted %zu, refused %zu, duplicates %zu, doubtful %zu, sum %s yuan",
        report.counts.rows,
        report.counts.accepted,
        report.counts.refused,
        report.counts.duplicates,
        report.counts.doubtful,
        grouped(report.sum).c_str()
    );
    if (report.stated_sum) {
        std::printf(", stated %s", grouped(*report.stated_sum).c_str());
    }
    std::printf("\n");
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

class Importer {
public:
    Importer(Book& book, Id branch, const ImportOptions& options)
        : book_(book)
        , branch_(branch)
        , options_(options)
        , doubts_(doubts_file_head()) { }

    /// Reads the file of decisions, if there is one. Errors: as read_decisions.
    Result<void> prepare() {
        if (options_.doubtful == "skip" || options_.doubtful == "take") {
            return {};
        }
        decisions_ = TRY(read_decisions(TRY(read_input_file(options_.doubtful))));
        return {};
    }

    FileReport import(const std::string& path) {
        FileReport report { .file = path };
        auto done = import_into(path, report);
        if (!done) {
            report.refused = std::move(done).error().message;
        }
        return report;
    }

    /// The doubtful rows of all files, as delimited text.
    [[nodiscard]] const std::string& doubts() const { return doubts_; }

private:
    [[nodiscard]] CommitChoice choice() const {
        return {
            .good_rows_only = options_.good_rows,
            .doubtful
            = options_.doubtful == "take" ? giving::DoubtRule::take : giving::DoubtRule::skip,
            .allow_total_difference = options_.allow_total_difference,
            .decisions = {},
            .has_reason = !options_.reason.empty(),
        };
    }

    Result<giving::ImportChoices> choices() {
        giving::ImportChoices choices { .profile = options_.profile };
        choices.channel = TRY(channel_named(book_, branch_, options_.channel));
        if (!options_.campaign.empty()) {
            choices.campaign = TRY(parse_id(options_.campaign));
        }
        if (!options_.day.empty()) {
            choices.day = TRY(parse_day(options_.day));
        }
        return choices;
    }

    Result<void> import_into(const std::string& path, FileReport& report) {
        auto bytes = TRY(read_input_file(path));
        const auto name = std::filesystem::path { path }.filename().string();
        auto service = giving::import_service();
        const auto import = TRY(service->plan(
            book_.engine(), Book::system()->user, branch_, name, std::move(bytes), TRY(choices())
        ));
        append_doubts(doubts_, *import);
        auto choice = this->choice();
        if (const auto decided = decisions_.find(name); decided != decisions_.end()) {
            choice.decisions = std::make_shared<const giving::Decisions>(
                TRY(giving::match_decisions(import->plan, decided->second))
            );
        }
        report.channel = TRY(channel_code(book_, import->choices.channel));
        report.counts = giving::count(*import, choice);
        report.sum = import->plan.sum;
        report.stated_sum = import->plan.stated_sum;
        report.warnings = import->plan.warnings;
        for (const auto& problem : import->plan.refused) {
            report.errors.emplace_back(import->plan.sheets[problem.sheet].name, problem);
        }
        report.known = import->plan.same_file.has_value();
        if (auto found = giving::obstacle(*import, choice)) {
            report.refused = std::move(found->message);
        }
        for (const auto& sheet : import->plan.sheets) {
            if (sheet.problem && !import->plan.gifts.empty()) {
                report.warnings.push_back(*sheet.problem);
            }
        }
        if (options_.dry_run || report.refused) {
            return {};
        }
        import->decisions = choice.decisions;
        return commit(*import, choice, report);
    }

    Result<void>
    commit(const PlannedImport& import, const CommitChoice& choice, FileReport& report) {
        const auto* command = book_.registry().find_command("giving.commit_import");
        std::string json;
        JsonObject { json }
            .text("plan", to_string(import.id))
            .flag("good_rows_only", options_.good_rows)
            .text("doubtful", giving::name_of(choice.doubtful))
            .flag("allow_total_difference", options_.allow_total_difference);
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(book_.engine().read_input(*command, json, envelope));
        std::promise<Result<record::Outcome>> promise;
        auto outcome = promise.get_future();
        book_.engine().submit(
            { Book::system(), command, branch_, std::move(input), {}, options_.reason },
            [&](Result<record::Outcome> result) { promise.set_value(std::move(result)); }
        );
        Progress progress { report.file };
        progress.show(0, report.counts.accepted);
        while (outcome.wait_for(std::chrono::milliseconds { 50 }) != std::future_status::ready) {
            progress.show(import.done, report.counts.accepted);
        }
        progress.show(import.done, report.counts.accepted);
        const auto booked = TRY(outcome.get());
        report.batch = to_string(booked.id);
        return {};
    }

    Book& book_;
    Id branch_;
    const ImportOptions& options_;
    DecisionsByFile decisions_;
    std::string doubts_;  ///< of all files, as delimited text
};

}  // namespace

Result<Exit> run_import(const CommonOptions& common, const ImportOptions& options) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    auto logs = TRY(Logs::begin(*book));
    const auto branch = TRY(branch_of(*book, common.branch));
    Importer importer { *book, branch, options };
    TRY(importer.prepare());
    bool all_in_the_book = true;
    for (const auto& path : options.files) {
        const auto report = importer.import(path);
        all_in_the_book = all_in_the_book && (!report.refused || report.known);
        if (options.json) {
            std::printf("%s\n", report_json(report).c_str());
        } else {
            print_report(report);
        }
    }
    if (!options.doubts_to.empty()) {
        TRY(write_file(options.doubts_to, importer.doubts()));
    }
    logs->sign();
    return all_in_the_book ? Exit::good : Exit::refused;
}

}  // namespace boai::app
