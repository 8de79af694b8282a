/// \file
/// Many gifts at once, by NDJSON over HTTP and by importing a file, against bare inserts of the
/// same rows.
#include "bench/support/bench_book.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/gift_rows.hpp"
#include "bench/support/http_load.hpp"
#include "bench/support/measure.hpp"
#include "bench/support/replay.hpp"

#include <algorithm>
#include <fstream>
#include <span>
#include <utility>

namespace boai::bench {
namespace {

constexpr double rate_min = 60'000;
constexpr double ratio_min = 0.4;
constexpr std::size_t units_per_commit = 2'000;
constexpr std::size_t lines_per_request = 100'000;
constexpr Day first_day { 18'262 }; // 2020-01-01
constexpr std::size_t gifts_a_day = 200; // a bank's file goes day by day

struct Options {
    std::size_t gifts = 200'000; ///< in each round
    std::size_t rounds = 3;
    bool with_keys = false;
};

/// One way in, with its reference.
struct Way {
    std::string name;
    std::string first; ///< the book its first round has left
    std::size_t units_per_commit = 0;
    std::vector<double> ours;
    std::vector<double> bare;
    std::string rows;
};

class Bulk {
public:
    Bulk(Setup setup, Options options)
        : setup_(std::move(setup))
        , options_(options)
        , ndjson_ { "NDJSON", {}, units_per_commit, {}, {}, {} }
        , import_ { "import of CSV", {}, options.gifts, {}, {}, {} } { }

    Result<void> run() {
        book_ = TRY(make_bench_book(setup_.folder / "book"));
        make_files();
        Report report { "Bulk", conditions() };
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            TRY(measure(ndjson_, &Bulk::send_ndjson));
            TRY(measure(import_, &Bulk::import_csv));
        }
        for (const auto* way : { &ndjson_, &import_ }) {
            report.add("boai " + way->name + ", gifts/s", way->ours, 0, at_least(rate_min));
            report.add("bare inserts of its rows, gifts/s", way->bare, 0);
            report.add("**ratio**", ratios(way->ours, way->bare), 2, at_least(ratio_min));
            report.note("Rows of a gift by " + way->name + ": " + way->rows + ".");
        }
        report.print();
        return {};
    }

private:
    [[nodiscard]] std::string conditions() const {
        return std::to_string(options_.gifts) + " gifts a round in the order of their days, "
            + std::to_string(options_.rounds) + " rounds in turn, NDJSON in requests of "
            + std::to_string(std::min(lines_per_request, options_.gifts)) + " lines "
            + (options_.with_keys ? "with" : "without")
            + " an Idempotency-Key, the import by `boai import` with the start of the program";
    }

    void make_files() {
        GiftMaker maker { book_, { first_day, gifts_a_day }, 2 };
        const auto gifts = maker.next(options_.gifts);
        for (std::size_t at = 0; at < gifts.size(); at += lines_per_request) {
            std::string body;
            const auto end = std::min(at + lines_per_request, gifts.size());
            for (auto i = at; i < end; ++i) {
                body += json_of(gifts[i]) + '\n';
            }
            auto headers = book_.authorization() + "Content-Type: application/x-ndjson\r\n";
            if (options_.with_keys) {
                headers += "Idempotency-Key: bulk-" + std::to_string(at) + "\r\n";
            }
            requests_.push_back(
                request_text("POST", "/api/v1/commands/giving.record_gift", headers, body)
            );
        }
        std::ofstream { csv_path(), std::ios::binary } << csv_of(gifts);
    }

    [[nodiscard]] std::string csv_path() const { return (setup_.folder / "gifts.csv").string(); }

    using Send = Result<double> (Bulk::*)(const BenchBook& copy);

    Result<void> measure(Way& way, Send send) {
        const auto folder = setup_.folder / (way.first.empty() ? way.name : "ours");
        const auto copy = TRY(copy_book(book_, folder));
        const auto gifts = static_cast<double>(options_.gifts);
        way.ours.push_back(gifts / TRY((this->*send)(copy)));
        if (way.first.empty()) {
            way.first = copy.database();
        }
        const auto replay = TRY(Replay::load(book_.database(), way.first, options_.gifts));
        way.rows = replay->describe();
        const auto bare = TRY(copy_book(book_, setup_.folder / "bare"));
        TRY(replay->open(bare.database()));
        way.bare.push_back(gifts / TRY(write_bare(*replay, way.units_per_commit)));
        return {};
    }

    Result<double> send_ndjson(const BenchBook& copy) {
        const auto server = TRY(setup_.serve(copy.folder));
        const Stopwatch watch;
        for (const auto& request : requests_) {
            const auto answer = TRY(send_one(server.port(), request));
            if (answer.contains("\"ok\":false")) {
                return fail(
                    Errc::internal,
                    compose({ "有行失败：{}", "a line failed: {}" }, { answer.substr(0, 500) })
                );
            }
        }
        return watch.seconds();
    }

    Result<double> import_csv(const BenchBook& copy) {
        auto words = setup_.call("import", copy.folder);
        words.insert(words.end(), { "--channel", "wechat", csv_path() });
        return TRY(run_program(words, (setup_.folder / "import.log").string())).seconds;
    }

    static Result<double> write_bare(Replay& replay, std::size_t units_a_commit) {
        const Stopwatch watch;
        for (std::size_t done = 0; done < replay.units(); done += units_a_commit) {
            TRY(replay.begin());
            const auto count = std::min(units_a_commit, replay.units() - done);
            for (std::size_t i = 0; i < count; ++i) {
                TRY(replay.write_unit());
            }
            TRY(replay.commit(count, true));
        }
        return watch.seconds();
    }

    Setup setup_;
    Options options_;
    BenchBook book_;
    std::vector<std::string> requests_;
    Way ndjson_;
    Way import_;
};

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    using namespace boai::bench;
    Options options;
    return bench_main(
        argc,
        argv,
        "Many gifts at once, by NDJSON and by file, against bare inserts of the same rows",
        [&](CLI::App& app) {
            app.add_option("--gifts", options.gifts, "In each round")->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
            app.add_flag("--keys", options.with_keys, "Send an Idempotency-Key");
        },
        [&](Setup setup) { return Bulk { std::move(setup), options }.run(); }
    );
}
