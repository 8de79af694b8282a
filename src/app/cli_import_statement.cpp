#include "app/cli.hpp"
#include "app/cli_files.hpp"
#include "app/logs.hpp"
#include "base/json_text.hpp"
#include "exchange/sheet.hpp"
#include "modules/giving/statements/statement_imports.hpp"

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace boai::app {
namespace {

/// What one statement came to.
struct StatementReport {
    std::string file;
    std::string channel; ///< code
    std::shared_ptr<const giving::PlannedStatement> import; ///< none when it could not be read
    std::optional<Message> refused; ///< why nothing was entered
    bool known = false; ///< the same file was entered before
    std::string statement; ///< id, once entered
};

void append_day_or_null(JsonObject& object, std::string_view name, std::optional<Day> day) {
    day ? object.text(name, to_string(*day)) : object.null(name);
}

void append_fen_or_null(JsonObject& object, std::string_view name, std::optional<Money> amount) {
    amount ? object.number(name, amount->fen) : object.null(name);
}

void append_plan(JsonObject& object, const exchange::StatementPlan& plan) {
    object.text("layout", plan.layout).text("profile", plan.profile);
    append_day_or_null(object, "begins", plan.begins);
    append_day_or_null(object, "ends", plan.ends);
    object.number("lines", std::ssize(plan.lines))
        .number("received_fen", plan.received.fen)
        .number("paid_fen", plan.paid.fen);
    append_fen_or_null(object, "opening_fen", plan.opening);
    append_fen_or_null(object, "closing_fen", plan.closing);
    if (plan.broken) {
        object.number("balance_breaks_at_row", plan.broken->row);
    }
    JsonArray errors { object.key("errors") };
    for (const auto& problem : plan.refused) {
        JsonObject { errors.item() }
            .number("row", problem.row)
            .text("column", problem.column ? exchange::column_name(*problem.column) : "")
            .text("reason", problem.reason);
    }
}

std::string statement_report_json(const StatementReport& report) {
    std::string json;
    {
        JsonObject object { json };
        object.text("file", report.file).text("channel", report.channel);
        if (report.import) {
            append_plan(object, report.import->plan);
        }
        object.flag("known", report.known);
        if (!report.statement.empty()) {
            object.text("statement", report.statement);
        }
        if (report.refused) {
            object.text("refused_because", *report.refused);
        }
    }
    return json;
}

std::string told(std::optional<Money> amount) {
    return amount ? grouped(*amount) : "?";
}

std::string told(std::optional<Day> day) {
    return day ? to_string(*day) : "?";
}

void print_statement_report(const StatementReport& report) {
    std::printf("%s\n", report.file.c_str());
    if (report.import) {
        const auto& plan = report.import->plan;
        std::printf(
            "  %s %s to %s, lines %zu, opening %s, received %s, paid %s, closing %s yuan\n",
            report.channel.c_str(),
            told(plan.begins).c_str(),
            told(plan.ends).c_str(),
            plan.lines.size(),
            told(plan.opening).c_str(),
            grouped(plan.received).c_str(),
            grouped(plan.paid).c_str(),
            told(plan.closing).c_str()
        );
        for (const auto& warning : plan.warnings) {
            std::printf("  note: %s / %s\n", warning.zh.c_str(), warning.en.c_str());
        }
        for (const auto& problem : plan.refused) {
            const auto column = problem.column ? exchange::column_name(*problem.column) : "";
            std::printf(
                "  refused: %s%u: %s / %s\n",
                column.c_str(),
                problem.row,
                problem.reason.zh.c_str(),
                problem.reason.en.c_str()
            );
        }
    }
    if (!report.statement.empty()) {
        std::printf("  entered as statement %s\n", report.statement.c_str());
    }
    if (report.refused) {
        std::printf(
            "  not entered: %s / %s\n", report.refused->zh.c_str(), report.refused->en.c_str()
        );
    }
}

class StatementImporter {
public:
    StatementImporter(Book& book, Id branch, const ImportStatementOptions& options)
        : book_(book)
        , branch_(branch)
        , options_(options) { }

    StatementReport import(const std::string& path) {
        StatementReport report { .file = path };
        const auto done = import_into(path, report);
        if (!done) {
            report.refused = done.error().message;
        }
        return report;
    }

private:
    Result<void> import_into(const std::string& path, StatementReport& report) {
        const auto chosen = TRY(channel_named(book_, branch_, options_.account));
        auto bytes = TRY(read_input_file(path));
        auto name = std::filesystem::path { path }.filename().string();
        report.import = TRY(giving::statement_imports()->plan(
            book_.engine(),
            Book::system()->user,
            branch_,
            std::move(name),
            std::move(bytes),
            options_.profile
        ));
        const auto& import = *report.import;
        report.known = import.same_file.has_value();
        const auto channel = chosen.empty() ? TRY(found_channel(import)) : chosen;
        report.channel = TRY(channel_code(book_, channel));
        TRY(giving::check_file_of_statement(import.plan, import.same_file));
        if (!options_.profile.empty() && import.plan.profile != options_.profile) {
            return fail(
                Errc::invalid,
                compose(
                    { "模板 {} 与这份文件的表头不符", "the profile {} does not fit this header" },
                    { options_.profile }
                )
            );
        }
        return options_.dry_run ? Result<void> {} : commit(channel, report);
    }

    /// The only open channel of the kind of statement. Errors: invalid.
    Result<Id> found_channel(const giving::PlannedStatement& import) {
        const auto& kind = import.plan.channel;
        std::vector<Id> fitting;
        auto lease = TRY(book_.readers().lend());
        for (const auto channel : import.channels) {
            const storage::Param params[] = { channel, kind };
            TRY(lease->query(
                "SELECT id FROM giving_channel WHERE id = $1 AND kind = $2",
                params,
                [&](const storage::Row& row) -> Result<void> {
                    fitting.push_back(row.id(0));
                    return {};
                }
            ));
        }
        if (fitting.size() != 1) {
            return fail(
                Errc::invalid,
                Text { "不能确定是哪个渠道的账户，请用 --account 指明",
                       "whose account it is of cannot be told; say it with --account" }
            );
        }
        return fitting.front();
    }

    Result<void> commit(Id channel, StatementReport& report) {
        const auto* command = book_.registry().find_command("giving.commit_statement");
        std::string json;
        {
            JsonObject object { json };
            object.text("plan", to_string(report.import->id)).text("channel", to_string(channel));
            for (const auto& [name, value] : { std::pair { "begins", &options_.begins },
                                               { "ends", &options_.ends },
                                               { "opening", &options_.opening },
                                               { "closing", &options_.closing } }) {
                if (!value->empty()) {
                    object.text(name, *value);
                }
            }
            object.flag("leave_out_known", options_.leave_out_known);
        }
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(book_.engine().read_input(*command, json, envelope));
        const auto outcome
            = TRY(book_.engine().run({ Book::system(), command, branch_, std::move(input), {}, {} })
            );
        report.statement = to_string(outcome.id);
        return {};
    }

    Book& book_;
    Id branch_;
    const ImportStatementOptions& options_;
};

} // namespace

Result<Exit>
run_import_statement(const CommonOptions& common, const ImportStatementOptions& options) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    auto logs = TRY(Logs::begin(*book));
    StatementImporter importer { *book, TRY(branch_of(*book, common.branch)), options };
    bool is_all_entered = true;
    for (const auto& path : options.files) {
        const auto report = importer.import(path);
        is_all_entered = is_all_entered && (!report.refused || report.known);
        if (options.json) {
            std::printf("%s\n", statement_report_json(report).c_str());
        } else {
            print_statement_report(report);
        }
    }
    logs->sign();
    return is_all_entered ? Exit::good : Exit::refused;
}

} // namespace boai::app
