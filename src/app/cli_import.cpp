#include "app/cli.hpp"
#include "app/cli_files.hpp"
#include "app/doubts_file.hpp"
#include "app/goods_file_import.hpp"
#include "app/import_report.hpp"
#include "app/logs.hpp"
#include "app/progress.hpp"
#include "base/json_text.hpp"
#include "exchange/goods_plan.hpp"
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

/// What one list of gifts of money came to.
struct FileReport : ImportReport {
    giving::PlanCounts counts;
    std::optional<Money> stated_sum;
    Money sum;
    std::string channel;  ///< code
};

std::string report_json(const FileReport& report) {
    std::string json;
    {
        JsonObject object { json };
        object.text("file", report.file)
            .text("kind", "gifts")
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
        add_outcome(object, report);
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
    print_outcome(report);
}

/// Prints a report; false when the file is not in the book and should be.
template <class Report>
bool say_outcome(const Report& report, const ImportOptions& options) {
    if (options.json) {
        std::printf("%s\n", report_json(report).c_str());
    } else {
        print_report(report);
    }
    return !report.refused || report.known;
}

class Importer {
public:
    Importer(Book& book, Id branch, const ImportOptions& options)
        : book_(book)
        , branch_(branch)
        , options_(options)
        , goods_(book, branch, options)
        , doubts_(doubts_file_head()) { }

    /// Reads the files of decisions and of answers, if there are such. Errors: as read_decisions
    /// and read_answers.
    Result<void> prepare() {
        TRY(goods_.prepare());
        if (options_.doubtful == "skip" || options_.doubtful == "take") {
            return {};
        }
        decisions_ = TRY(read_decisions(TRY(read_input_file(options_.doubtful))));
        return {};
    }

    /// Imports one file and says what became of it; false when it was refused.
    bool import(const std::string& path) {
        auto file = read(path);
        const bool is_goods = options_.goods || (file && exchange::is_goods_list(*file->workbook));
        return is_goods ? carry_out(path, std::move(file), &Importer::goods)
                        : carry_out(path, std::move(file), &Importer::gifts);
    }

    /// What rows of goods ask, of all files, as delimited text.
    [[nodiscard]] const std::string& questions() const { return goods_.questions(); }

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

    /// The file, its cells read once for whatever is done with them.
    static Result<giving::SentFile> read(const std::string& path) {
        giving::SentFile file { std::filesystem::path { path }.filename().string(),
                                TRY(read_input_file(path)) };
        file.workbook = TRY(giving::workbook_in(file));
        return file;
    }

    template <class Report>
    bool carry_out(
        const std::string& path,
        Result<giving::SentFile> file,
        Result<void> (Importer::*work)(giving::SentFile file, Report& report)
    ) {
        Report report {};
        report.file = path;
        const auto done = file ? (this->*work)(std::move(*file), report)
                               : Result<void> { std::unexpected(std::move(file).error()) };
        if (!done) {
            report.refused = done.error().message;
        }
        return say_outcome(report, options_);
    }

    Result<void> goods(giving::SentFile file, GoodsReport& report) {
        return goods_.import(std::move(file), report);
    }

    Result<void> gifts(giving::SentFile file, FileReport& report) {
        const auto name = file.name;
        auto service = giving::import_service();
        const auto import = TRY(service->plan(
            book_.engine(), Book::system()->user, branch_, std::move(file), TRY(choices())
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
    GoodsImporter goods_;
    DecisionsByFile decisions_;
    std::string doubts_; ///< of all files, as delimited text
};

} // namespace

Result<Exit> run_import(const CommonOptions& common, const ImportOptions& options) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    auto logs = TRY(Logs::begin(*book));
    const auto branch = TRY(branch_of(*book, common.branch));
    Importer importer { *book, branch, options };
    TRY(importer.prepare());
    bool all_in_the_book = true;
    for (const auto& path : options.files) {
        all_in_the_book = importer.import(path) && all_in_the_book;
    }
    if (!options.doubts_to.empty()) {
        TRY(write_file(options.doubts_to, importer.doubts()));
    }
    if (!options.questions_to.empty()) {
        TRY(write_file(options.questions_to, importer.questions()));
    }
    logs->sign();
    return all_in_the_book ? Exit::good : Exit::refused;
}

} // namespace boai::app
