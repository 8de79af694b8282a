/// \file
/// One gift per HTTP request on 64 connections: the program against bare_gift_server.
#include "bench/support/bench_book.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/gift_rows.hpp"
#include "bench/support/http_load.hpp"
#include "bench/support/measure.hpp"
#include "bench/support/replay.hpp"
#include "bench/support/server_process.hpp"

#include <utility>

namespace boai::bench {
namespace {

constexpr double ratio_min = 0.6;

struct Options {
    std::size_t gifts = 40'000; ///< in each round
    std::size_t rounds = 5;
    std::size_t connections = 64;
    bool with_keys = true;
};

/// What one round of one program came to.
struct Round {
    LoadResult load;
    double processor_seconds = 0;
};

class GiftHttp {
public:
    GiftHttp(Setup setup, Options options)
        : setup_(std::move(setup))
        , options_(options) { }

    Result<void> run() {
        book_ = TRY(make_bench_book(setup_.folder / "book"));
        make_requests();
        Report report { "One gift per HTTP request", conditions() };
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            TRY(run_ours());
            TRY(run_bare());
        }
        fill(report);
        report.print();
        return {};
    }

private:
    [[nodiscard]] std::string conditions() const {
        return std::to_string(options_.connections) + " connections, "
            + std::to_string(options_.gifts) + " gifts a round, " + std::to_string(options_.rounds)
            + " rounds in turn, the load generator on the same "
            + (options_.with_keys ? "cores, each request with an Idempotency-Key"
                                  : "cores, no Idempotency-Key");
    }

    void make_requests() {
        const auto today = local_day(SystemClock {}.now());
        GiftMaker maker { book_, { .first = today }, 1 };
        for (const auto& gift : maker.next(options_.gifts)) {
            auto headers = book_.authorization() + "Content-Type: application/json\r\n";
            if (options_.with_keys) {
                headers += "Idempotency-Key: " + gift.reference + "\r\n";
            }
            requests_.push_back(
                request_text("POST", "/api/v1/commands/giving.record_gift", headers, json_of(gift))
            );
        }
    }

    Result<Round> measure(const ServerProcess& server) const {
        const auto before = server.processor_seconds();
        Round round;
        round.load = TRY(
            send_all({ .port = server.port(), .connections = options_.connections }, requests_)
        );
        round.processor_seconds = server.processor_seconds() - before;
        if (round.load.failures > 0) {
            return fail(
                Errc::internal,
                compose({ "有请求失败：{}", "a request failed: {}" }, { round.load.first_failure })
            );
        }
        return round;
    }

    Result<void> run_ours() {
        const bool is_first = ours_.empty();
        const auto copy = TRY(copy_book(book_, setup_.folder / (is_first ? "first" : "ours")));
        const auto server = TRY(setup_.serve(copy.folder));
        ours_.push_back(TRY(measure(server)));
        return {};
    }

    Result<void> run_bare() {
        const auto copy = TRY(copy_book(book_, setup_.folder / "bare"));
        const auto port = free_port();
        const auto first = (setup_.folder / "first" / "boai.db").string();
        auto server = TRY(ServerProcess::start(
            { setup_.beside("bare_gift_server"),
              "--port",
              std::to_string(port),
              "--before",
              book_.database(),
              "--after",
              first,
              "--into",
              copy.database(),
              "--units",
              std::to_string(options_.gifts) },
            port,
            (setup_.folder / "bare.log").string()
        ));
        bare_.push_back(TRY(measure(server)));
        if (rows_.empty()) {
            rows_ = TRY(Replay::load(book_.database(), first, options_.gifts))->describe();
        }
        return {};
    }

    template <class F>
    static std::vector<double> each(const std::vector<Round>& rounds, F&& value) {
        std::vector<double> values;
        for (const auto& round : rounds) {
            values.push_back(value(round));
        }
        return values;
    }

    void fill(Report& report) const {
        const auto rate = [](const Round& round) { return round.load.per_second(); };
        const auto ours = each(ours_, rate);
        const auto bare = each(bare_, rate);
        const auto cost = [&](const Round& round) {
            constexpr double us = 1e6;
            return round.processor_seconds * us / static_cast<double>(options_.gifts);
        };
        report.add("boai, gifts/s", ours, 0);
        report.add("bare Beast + SQLite, gifts/s", bare, 0);
        report.add("**ratio**", ratios(ours, bare), 2, at_least(ratio_min));
        report.add("boai, processor µs a gift", each(ours_, cost), 1);
        report.add("bare, processor µs a gift", each(bare_, cost), 1);
        for (const auto& [name, share] : { std::pair { "p50", 0.5 }, { "p99", 0.99 } }) {
            const auto latency = [&](const Round& round) { return round.load.latency_ms(share); };
            report.add(std::string { "boai, " } + name + " ms", each(ours_, latency), 1);
            report.add(std::string { "bare, " } + name + " ms", each(bare_, latency), 1);
        }
        report.note("Rows of a gift: " + rows_ + ".");
    }

    Setup setup_;
    Options options_;
    BenchBook book_;
    std::vector<std::string> requests_;
    std::vector<Round> ours_;
    std::vector<Round> bare_;
    std::string rows_;
};

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    using namespace boai::bench;
    Options options;
    bool no_keys = false;
    return bench_main(
        argc,
        argv,
        "One gift per HTTP request, against a bare Beast + SQLite program",
        [&](CLI::App& app) {
            app.add_option("--gifts", options.gifts, "In each round")->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
            app.add_option("--connections", options.connections)->capture_default_str();
            app.add_flag("--no-keys", no_keys, "Send no Idempotency-Key");
        },
        [&](Setup setup) {
            options.with_keys = !no_keys;
            return GiftHttp { std::move(setup), options }.run();
        }
    );
}
