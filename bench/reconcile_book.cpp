/// \file
/// The whole command giving.match_statements on a book: lines and gifts read, matched, and the
/// matches written, beside plain SQL that writes the same marks into the same tables.
#include "bench/support/bench_book.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/gift_rows.hpp"
#include "bench/support/measure.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <random>
#include <utility>

namespace boai::bench {
namespace {

constexpr double seconds_max = 5;
constexpr Day first_day { 18'262 }; // 2020-01-01
constexpr std::size_t gifts_a_day = 3'000;
constexpr std::string_view channel = "bank";
constexpr std::size_t channel_place = 1; ///< among those of the book

struct Options {
    std::size_t gifts = 100'000;
    std::size_t rounds = 5;
};

/// One line of the statement.
struct BankLine {
    Day day;
    std::string number;
    std::string payer;
    Money amount;
};

class ReconcileBook {
public:
    ReconcileBook(Setup setup, Options options)
        : setup_(std::move(setup))
        , options_(options) { }

    Result<void> run() {
        book_ = TRY(make_bench_book(setup_.folder / "book"));
        make_files();
        TRY(fill());
        std::vector<double> ours;
        std::vector<double> bare;
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            const auto copy = TRY(copy_book(book_, setup_.folder / "ours"));
            ours.push_back(TRY(call(copy.folder)));
            const auto plain = TRY(copy_book(book_, setup_.folder / "bare"));
            bare.push_back(TRY(write_marks(plain.database(), copy.database())));
        }
        Report report { "Reconciliation of a book",
                        std::to_string(options_.gifts)
                            + " lines against as many gifts in one branch, "
                              "`boai call giving.match_statements` with the start of the program" };
        report.add("**read, matched and written, s**", ours, 2, at_most(seconds_max));
        report.add("plain SQL that writes the same marks, s", bare, 2);
        report.add("ratio", ratios(ours, bare), 1);
        report.note("It answered " + told_ + ".");
        report.print();
        return {};
    }

private:
    [[nodiscard]] std::string path(const std::string& name) const {
        return (setup_.folder / name).string();
    }

    /// Two thirds of the lines bear the gift's number, a fifth its payer's whole name alone; the
    /// rest is masked, of another amount, or names nobody.
    [[nodiscard]] BankLine line_of(const GiftRow& gift, std::size_t number) {
        BankLine line { gift.day, gift.reference, gift.donor_name, gift.amount };
        constexpr std::uint32_t parts = 100;
        const auto part = random_() % parts;
        if (part < 67) {
            return line;
        }
        line.number = "7100" + std::to_string(100'000'000 + number);
        if (part < 87) {
            line.day = gift.day + static_cast<std::int32_t>(random_() % 3);
        } else if (part < 95 && !line.payer.empty()) {
            line.payer.replace(0, 3, "*");
        } else if (part < 98) {
            line.amount = line.amount + Money { 1 };
        } else {
            line.payer.clear();
        }
        return line;
    }

    void make_files() {
        GiftMaker maker { book_, { first_day, gifts_a_day }, 6 };
        const auto gifts = maker.next(options_.gifts);
        std::ofstream { path("gifts.csv"), std::ios::binary } << csv_of(gifts);
        std::vector<BankLine> lines;
        for (const auto& gift : gifts) {
            lines.push_back(line_of(gift, lines.size()));
        }
        std::ranges::stable_sort(lines, {}, &BankLine::day);
        std::string csv = "交易日期,交易流水号,对方户名,收入金额,支出金额,余额\r\n";
        Money balance;
        for (const auto& line : lines) {
            balance = balance + line.amount;
            csv += to_string(line.day) + ',' + line.number + ',' + line.payer + ','
                + to_string(line.amount) + ",," + to_string(balance) + "\r\n";
        }
        std::ofstream { path("statement.csv"), std::ios::binary } << csv;
    }

    Result<void> fill() {
        auto gifts = setup_.call("import", book_.folder);
        gifts.insert(gifts.end(), { "--channel", std::string { channel }, path("gifts.csv") });
        TRY(run_program(gifts, path("import.out")));
        auto statement = setup_.call("import-statement", book_.folder);
        statement.insert(
            statement.end(), { "--account", std::string { channel }, path("statement.csv") }
        );
        TRY(run_program(statement, path("statement.out")));
        return {};
    }

    Result<double> call(const std::filesystem::path& folder) {
        auto words = setup_.call("call", folder);
        words.insert(
            words.end(),
            { "giving.match_statements",
              "--json",
              R"({"channel":")" + to_string(book_.channels.at(channel_place)) + R"("})" }
        );
        const auto cost = TRY(run_program(words, path("match.out")));
        std::ifstream answer { path("match.out") };
        std::getline(answer, told_);
        return cost.seconds;
    }

    /// Writes the marks of the book `done` into `path`, a copy of the one before, in one commit.
    static Result<double> write_marks(const std::string& path, const std::string& done) {
        const std::string marks
            = "BEGIN IMMEDIATE; UPDATE giving_statement_line SET state = d.state, reason = "
              "d.reason, match_number = d.match_number, version = d.version, updated_at = "
              "d.updated_at FROM done.giving_statement_line d WHERE d.branch_id = "
              "giving_statement_line.branch_id AND d.id = giving_statement_line.id AND d.state <> "
              "'open'; INSERT INTO giving_book_item SELECT * FROM done.giving_book_item; COMMIT";
        sqlite3* handle = nullptr;
        const bool is_open = sqlite3_open(path.c_str(), &handle) == SQLITE_OK;
        const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> owner { handle, sqlite3_close };
        const auto run = [&](const std::string& sql) {
            return sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        };
        const bool is_ready = is_open
            && run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ATTACH '" + done
                   + "' AS done");
        const Stopwatch watch;
        if (!is_ready || !run(marks)) {
            return fail(
                Errc::unavailable,
                compose({ "SQLite：{}", "SQLite: {}" }, { sqlite3_errmsg(handle) })
            );
        }
        return watch.seconds();
    }

    Setup setup_;
    Options options_;
    BenchBook book_;
    std::string told_; ///< by the last run
    std::mt19937 random_ { 12 };
};

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    boai::bench::Options options;
    return boai::bench::bench_main(
        argc,
        argv,
        "The whole command that matches an account with its statements",
        [&](CLI::App& app) {
            app.add_option("--gifts", options.gifts)->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
        },
        [&](boai::bench::Setup setup) {
            return boai::bench::ReconcileBook { std::move(setup), options }.run();
        }
    );
}
