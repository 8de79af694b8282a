/// \file
/// The program at one million gifts: memory, lists, figures, audit and export.
#include "bench/support/bench_book.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/gift_rows.hpp"
#include "bench/support/http_load.hpp"
#include "bench/support/measure.hpp"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace boai::bench {
namespace {

constexpr double memory_mb_max = 150;
constexpr double bytes_per_mb = 1e6;
constexpr std::size_t lines_per_request = 50'000;
constexpr std::size_t gifts_a_day = 500;
constexpr Day first_day { 18'262 }; // 2020-01-01

struct Options {
    std::size_t gifts = 1'000'000;
    std::size_t rounds = 20; ///< of each short reading
};

double megabytes(std::int64_t bytes) {
    return static_cast<double>(bytes) / bytes_per_mb;
}

class Million {
public:
    Million(Setup setup, Options options)
        : setup_(std::move(setup))
        , options_(options)
        , report_("At one million gifts", std::to_string(options.gifts) + " gifts in one branch") {
    }

    Result<void> run() {
        book_ = TRY(make_bench_book(setup_.folder / "book"));
        {
            const auto server = TRY(setup_.serve(book_.folder));
            TRY(load(server));
            TRY(measure_lists(server.port()));
            TRY(measure_pages(server.port()));
            TRY(fill_kept_pages(server.port()));
            memory_.push_back(megabytes(server.resident_bytes()));
            report_.add("memory after lists, searches and pages, MB", { memory_.back() }, 0);
            TRY(measure_export(server));
            report_.add(
                "**most memory of the server at any time, MB**",
                { megabytes(server.resident_bytes_max()) },
                0,
                at_most(memory_mb_max)
            );
        }
        TRY(measure_program("audit", {}));
        TRY(measure_program("export", { "--format", "csv" }));
        report_.print();
        return {};
    }

private:
    Result<void> load(const ServerProcess& server) {
        const auto headers = book_.authorization() + "Content-Type: application/x-ndjson\r\n";
        GiftMaker maker { book_, { first_day, gifts_a_day }, 5 };
        double seconds = 0;
        for (std::size_t done = 0; done < options_.gifts; done += lines_per_request) {
            std::string body;
            for (const auto& gift :
                 maker.next(std::min(lines_per_request, options_.gifts - done))) {
                body += json_of(gift) + '\n';
                name_ = gift.donor_kind == "person" ? gift.donor_name : name_;
            }
            const auto request
                = request_text("POST", "/api/v1/commands/giving.record_gift", headers, body);
            const Stopwatch watch;
            TRY(send_one(server.port(), request));
            seconds += watch.seconds();
        }
        report_.add("loading, gifts/s", { static_cast<double>(options_.gifts) / seconds }, 0);
        report_.add("memory after loading, MB", { megabytes(server.resident_bytes()) }, 0);
        report_.add("most memory while loading, MB", { megabytes(server.resident_bytes_max()) }, 0);
        return {};
    }

    [[nodiscard]] std::string get(const std::string& target) const {
        return request_text("GET", target, book_.authorization());
    }

    /// Asks again and again; the answers' times in milliseconds.
    Result<void> measure(const std::string& name, std::uint16_t port, const std::string& request) {
        std::vector<double> times;
        for (std::size_t i = 0; i < options_.rounds; ++i) {
            const Stopwatch watch;
            TRY(send_one(port, request));
            constexpr double ms = 1e3;
            times.push_back(watch.seconds() * ms);
        }
        report_.add(name + ", ms", times, 1);
        return {};
    }

    /// Follows the list's cursors `pages` pages on. Errors: as send_one.
    Result<std::string> deep(std::uint16_t port, const std::string& list, std::size_t pages) const {
        std::string cursor;
        for (std::size_t i = 0; i < pages; ++i) {
            const auto answer
                = TRY(send_one(port, get(list + (cursor.empty() ? "" : "&cursor=" + cursor))));
            simdjson::dom::parser parser;
            std::string_view next;
            if (parser.parse(answer)["next"].get(next) != simdjson::SUCCESS) {
                break;
            }
            cursor = next;
        }
        return list + "&cursor=" + cursor;
    }

    Result<void> measure_lists(std::uint16_t port) {
        const std::string list
            = "/api/v1/records/giving.gift?branch=" + std::string { bench_branch };
        const auto campaign = "&campaign=" + to_string(book_.campaigns.front().id);
        const auto day
            = to_string(first_day + static_cast<std::int32_t>(options_.gifts / gifts_a_day / 2));
        TRY(measure("list, first page of 50", port, get(list)));
        TRY(measure("list, first page of 500", port, get(list + "&limit=500")));
        TRY(measure("list by day, first page", port, get(list + "&sort=-day")));
        TRY(measure("list of a campaign", port, get(list + campaign)));
        TRY(measure("list of a day", port, get(list + "&day=" + day)));
        TRY(measure("list of a campaign and day", port, get(list + campaign + "&day=" + day)));
        TRY(measure("list by amount, first page", port, get(list + "&sort=-amount")));
        constexpr std::size_t pages = 200;
        const auto far = TRY(deep(port, list + "&limit=500", pages));
        TRY(measure("list, page of 500 behind 100,000 rows", port, get(far)));
        const auto far_by_day = TRY(deep(port, list + "&limit=500&sort=-day", pages));
        TRY(measure("list by day, page of 500 behind 100,000 rows", port, get(far_by_day)));
        const auto search = request_text(
            "POST",
            "/api/v1/records/giving.gift/search",
            book_.authorization() + "Content-Type: application/json\r\n",
            R"({"branch":")" + std::string { bench_branch } + R"(","q":")" + name_ + "\"}"
        );
        return measure("search by a donor's whole name", port, search);
    }

    Result<void> measure_pages(std::uint16_t port) {
        const std::string figure = "/api/v1/figures/giving.income_amount?branch="
            + std::string { bench_branch } + "&subtree=1&from=2020-01-01";
        TRY(measure("dashboard: income by day", port, get(figure + "&by=day")));
        TRY(measure("dashboard: income by channel", port, get(figure + "&by=channel")));
        TRY(measure("dashboard: income by branch", port, get(figure + "&by=branch")));
        TRY(measure("public home", port, get("/")));
        TRY(measure("public disclosure", port, get("/disclosure")));
        return measure(
            "public disclosure of one month", port, get("/disclosure?from=2021-03-01&to=2021-03-31")
        );
    }

    /// Asks for periods and receipts nobody asked for before, so that all the memory that the
    /// public pages may keep is taken.
    Result<void> fill_kept_pages(std::uint16_t port) {
        const auto days = static_cast<std::int32_t>(options_.gifts / gifts_a_day);
        std::vector<std::string> requests;
        for (std::int32_t day = 0; day < days; ++day) {
            requests.push_back(get("/disclosure?to=" + to_string(first_day + day)));
            requests.push_back(get("/disclosure?lang=en&to=" + to_string(first_day + day)));
            requests.push_back(get("/r/" + receipt_of_this_year(requests.size())));
        }
        const auto load = TRY(send_all({ .port = port }, requests));
        report_.note(
            std::to_string(load.answers) + " periods and receipts were asked for once each in "
            + std::to_string(load.seconds) + " s, " + std::to_string(load.failures) + " refused."
        );
        return {};
    }

    Result<void> measure_export(const ServerProcess& server) {
        const auto before = server.resident_bytes();
        const auto answer = TRY(count_answer(
            server.port(),
            get("/api/v1/records/giving.gift.csv?branch=" + std::string { bench_branch })
        ));
        report_.add("export over HTTP, s", { answer.seconds }, 1);
        report_.note(
            "The export over HTTP answered " + std::to_string(answer.status) + " with "
            + std::to_string(answer.lines) + " lines and "
            + std::to_string(answer.bytes / 1'000'000) + " MB; memory before "
            + std::to_string(before / 1'000'000) + " MB, after "
            + std::to_string(server.resident_bytes() / 1'000'000) + " MB."
        );
        return {};
    }

    Result<void> measure_program(const std::string& command, const std::vector<std::string>& more) {
        auto words = setup_.call(command, book_.folder);
        words.insert(words.end(), more.begin(), more.end());
        const auto cost = TRY(run_program(words, (setup_.folder / (command + ".out")).string()));
        report_.add("boai " + command + ", s", { cost.seconds }, 1);
        report_.add(
            "boai " + command + ", most memory, MB", { megabytes(cost.resident_bytes_max) }, 0
        );
        return {};
    }

    Setup setup_;
    Options options_;
    BenchBook book_;
    Report report_;
    std::string name_; ///< of a donor in the book
    std::vector<double> memory_;
};

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    using namespace boai::bench;
    Options options;
    return bench_main(
        argc,
        argv,
        "The program at one million gifts: memory, lists, figures, audit, export",
        [&](CLI::App& app) {
            app.add_option("--gifts", options.gifts)->capture_default_str();
            app.add_option("--rounds", options.rounds, "Of each short reading")
                ->capture_default_str();
        },
        [&](Setup setup) { return Million { std::move(setup), options }.run(); }
    );
}
