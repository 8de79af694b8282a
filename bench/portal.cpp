/// \file
/// Public pages against nginx serving a file of the same size.
#include "bench/support/bench_book.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/gift_rows.hpp"
#include "bench/support/http_load.hpp"
#include "bench/support/measure.hpp"
#include "http/percent.hpp"
#include "storage/database.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <optional>
#include <random>
#include <set>
#include <thread>
#include <utility>

namespace boai::bench {
namespace {

constexpr double ratio_min = 0.8;
constexpr std::size_t lines_per_request = 50'000;
constexpr std::size_t gifts_a_day = 500;
constexpr std::size_t fresh_max = 10'000; ///< requests of a kind in a round

struct Options {
    std::size_t gifts = 50'000;
    std::size_t rounds = 5;
    double seconds = 3; ///< of each page in each round
    std::size_t connections = 64;
    std::string only; ///< pages whose name holds this
};

/// One kind of request with what it is compared to.
struct Page {
    std::string name;
    std::vector<std::string> requests; ///< one, asked again and again; or many, each asked once
    Target target {};
    std::string nginx_request {}; ///< of a file as large as its answer
    std::vector<double> ours {};
    std::vector<double> ours_us {}; ///< processor time of an answer
    std::vector<double> nginx {};
    std::size_t bytes = 0;

    [[nodiscard]] bool is_asked_once() const { return requests.size() > 1; }
};

constexpr unsigned seed = 4;
constexpr double us_per_s = 1e6;

/// Debian's nginx as it is used: all cores, sendfile, no log, connections kept open.
std::string nginx_settings(const std::string& folder, std::uint16_t port) {
    const std::string user = ::geteuid() == 0 ? "user root;\n" : "";
    return user + "worker_processes auto;\ndaemon off;\npid " + folder + "/nginx.pid;\nerror_log "
        + folder + "/nginx.log;\nevents { worker_connections 1024; }\nhttp {\n  access_log off;\n"
        + "  sendfile on;\n  tcp_nopush on;\n  keepalive_requests 1000000000;\n"
        + "  default_type text/html;\n  client_body_temp_path " + folder + "/t1;\n"
        + "  proxy_temp_path " + folder + "/t2;\n  fastcgi_temp_path " + folder + "/t3;\n"
        + "  uwsgi_temp_path " + folder + "/t4;\n  scgi_temp_path " + folder + "/t5;\n"
        + "  server { listen 127.0.0.1:" + std::to_string(port) + "; root " + folder + "; }\n}\n";
}

class Portal {
public:
    Portal(Setup setup, Options options)
        : setup_(std::move(setup))
        , options_(options) { }

    Result<void> run() {
        book_ = TRY(make_bench_book(setup_.folder / "book"));
        const auto ours = TRY(setup_.serve(book_.folder));
        TRY(fill(ours.port()));
        TRY(wait_for_last_commit(ours.port()));
        add_cached_pages();
        add_fresh_periods();
        TRY(add_fresh_places());
        add_fresh_receipts();
        add_fresh_names();
        std::erase_if(pages_, [&](const Page& page) { return !page.name.contains(options_.only); });
        TRY(measure_sizes(ours.port()));
        const auto nginx = TRY(start_nginx());
        Report report { "Public pages", conditions() };
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            for (auto& page : pages_) {
                TRY(measure(page, ours, nginx));
            }
        }
        for (const auto& page : pages_) {
            add(report, page);
        }
        report.note(
            "Cached: the same page again while the book has not changed. Fresh: no request twice."
        );
        if (!nginx) {
            report.note("nginx is not installed, so nothing was compared.");
        }
        report.print();
        return {};
    }

private:
    [[nodiscard]] std::string conditions() const {
        return std::to_string(options_.gifts) + " gifts in the book, "
            + std::to_string(options_.connections) + " connections, "
            + std::to_string(options_.rounds) + " rounds in turn, the load generator on the same "
            + "cores, nothing compressed";
    }

    [[nodiscard]] std::int32_t days() const {
        return std::max<std::int32_t>(1, static_cast<std::int32_t>(options_.gifts / gifts_a_day));
    }

    Result<void> fill(std::uint16_t port) {
        GiftMaker maker { book_, { today_ + -days(), gifts_a_day }, seed };
        for (std::size_t done = 0; done < options_.gifts; done += lines_per_request) {
            std::string body;
            for (const auto& gift :
                 maker.next(std::min(lines_per_request, options_.gifts - done))) {
                body += json_of(gift) + '\n';
                if (gift.donor_kind == "person") {
                    names_.insert(gift.donor_name);
                }
            }
            const auto headers = book_.authorization() + "Content-Type: application/x-ndjson\r\n";
            TRY(send_one(
                port, request_text("POST", "/api/v1/commands/giving.record_gift", headers, body)
            ));
        }
        return {};
    }

    /// The logs of what was entered follow for some seconds; each of their commits is a new state.
    static Result<void> wait_for_last_commit(std::uint16_t port) {
        constexpr std::string_view name = "\nboai_writer_commits_total ";
        constexpr std::chrono::seconds pause { 2 };
        std::string before = "?";
        for (std::string now; now != before; std::this_thread::sleep_for(pause)) {
            before = std::exchange(now, TRY(send_one(port, get("/metrics"))));
            now.erase(0, now.find(name));
            now.resize(now.find('\n', 1));
        }
        return {};
    }

    static std::string get(const std::string& target) { return request_text("GET", target, ""); }

    void add_cached_pages() {
        const auto yesterday = to_string(today_ + -1);
        const auto campaign = to_string(book_.campaigns.front().id);
        const auto met = at_least(ratio_min);
        pages_.push_back({ "home, cached", { get("/") }, met });
        pages_.push_back({ "disclosure, cached", { get("/disclosure") }, met });
        pages_.push_back({ "disclosure of a day and campaign, cached",
                           { get("/disclosure?campaign=" + campaign + "&from=" + yesterday) },
                           met });
        pages_.push_back({ "receipt, cached", { get("/r/" + receipt_of_this_year(1)) }, met });
    }

    /// Every period of the book's days and some before them, of all gifts and of each campaign.
    void add_fresh_periods() {
        Page page { "disclosure of a period, fresh", {}, at_least(ratio_min) };
        std::vector<std::string> campaigns { {} };
        for (const auto& campaign : book_.campaigns) {
            campaigns.push_back("&campaign=" + to_string(campaign.id));
        }
        for (std::int32_t to = days(); to > 0; --to) {
            for (std::int32_t from = 2 * days(); from >= to; --from) {
                const auto period
                    = "?from=" + to_string(today_ + -from) + "&to=" + to_string(today_ + -to);
                for (const auto& campaign : campaigns) {
                    page.requests.push_back(get("/disclosure" + period + campaign));
                }
            }
        }
        add_in_any_order(std::move(page));
    }

    /// Pages of older gifts, each beginning at another gift.
    Result<void> add_fresh_places() {
        const auto session = TRY(storage::Database::open({ book_.database() }));
        const auto reader = TRY(session->connect_reader());
        Page page { "disclosure from a gift on, fresh", {} };
        TRY(reader->query("SELECT day, id FROM giving_gift", {}, [&](const storage::Row& row) {
            page.requests.push_back(
                get("/disclosure?before=" + to_string(row.day(0)) + "." + to_string(row.id(1)))
            );
            return Result<void> {};
        }));
        add_in_any_order(std::move(page));
        return {};
    }

    void add_fresh_receipts() {
        Page page { "receipt, fresh", {} };
        for (std::size_t number = 2; number <= options_.gifts; ++number) {
            page.requests.push_back(get("/r/" + receipt_of_this_year(number)));
        }
        add_in_any_order(std::move(page));
    }

    /// A visitor may ask for few names a minute, so each comes from an address of its own.
    void add_fresh_names() {
        Page page { "disclosure of a donor's name, fresh", {} };
        constexpr std::size_t byte = 256;
        for (const auto& name : names_) {
            const auto visitor = page.requests.size();
            const auto headers = "X-Forwarded-For: 10.1." + std::to_string(visitor / byte % byte)
                + "." + std::to_string(visitor % byte)
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
            const auto form = "q=" + http::percent_encode(name);
            page.requests.push_back(request_text("POST", "/disclosure", headers, form));
        }
        add_in_any_order(std::move(page));
    }

    void add_in_any_order(Page page) {
        std::ranges::shuffle(page.requests, std::mt19937 { seed });
        pages_.push_back(std::move(page));
    }

    Result<void> measure_sizes(std::uint16_t port) {
        for (auto& page : pages_) {
            page.bytes = TRY(send_one(port, page.requests.front())).size();
            const auto name = "page-" + std::to_string(page.bytes) + ".html";
            std::ofstream { setup_.folder / name } << std::string(page.bytes, 'x');
            page.nginx_request = get("/" + name);
        }
        return {};
    }

    [[nodiscard]] Result<std::optional<ServerProcess>> start_nginx() const {
        std::string program;
        for (const auto* path : { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx" }) {
            if (::access(path, X_OK) == 0) {
                program = path;
            }
        }
        if (program.empty()) {
            return std::optional<ServerProcess> {};
        }
        const auto port = free_port();
        const auto folder = setup_.folder.string();
        std::ofstream { folder + "/nginx.conf" } << nginx_settings(folder, port);
        return TRY(ServerProcess::start(
            { program, "-p", folder, "-c", folder + "/nginx.conf" }, port, folder + "/nginx.out"
        ));
    }

    Result<LoadResult>
    load(std::uint16_t port, const std::vector<std::string>& requests, bool once) const {
        const LoadOptions options { .port = port, .connections = options_.connections };
        auto load = once ? TRY(send_all(options, requests))
                         : TRY(send_for(options, requests, options_.seconds));
        if (load.failures > 0) {
            return fail(
                Errc::internal,
                compose({ "有请求失败：{}", "a request failed: {}" }, { load.first_failure })
            );
        }
        return load;
    }

    Result<void>
    measure(Page& page, const ServerProcess& ours, const std::optional<ServerProcess>& nginx) {
        std::vector<std::string> some = page.requests;
        if (page.is_asked_once()) {
            // Each round has pages of its own, so that none is in the cache already.
            const auto part = page.requests.size() / options_.rounds;
            const auto first
                = page.requests.begin() + static_cast<std::ptrdiff_t>(page.ours.size() * part);
            some.assign(first, first + static_cast<std::ptrdiff_t>(std::min(part, fresh_max)));
        }
        const auto before = ours.processor_seconds();
        const auto answered = TRY(load(ours.port(), some, page.is_asked_once()));
        const auto used = ours.processor_seconds() - before;
        page.ours.push_back(answered.per_second());
        page.ours_us.push_back(used * us_per_s / static_cast<double>(answered.answers));
        if (nginx) {
            page.nginx.push_back(
                TRY(load(nginx->port(), { page.nginx_request }, false)).per_second()
            );
        }
        return {};
    }

    static void add(Report& report, const Page& page) {
        const auto size = " (" + std::to_string(page.bytes) + " bytes)";
        report.add("boai " + page.name + size + ", answers/s", page.ours, 0);
        report.add("boai, processor µs an answer", page.ours_us, 1);
        if (!page.nginx.empty()) {
            report.add("nginx, file of that size, answers/s", page.nginx, 0);
            report.add("**ratio**", ratios(page.ours, page.nginx), 2, page.target);
        }
    }

    Setup setup_;
    Options options_;
    BenchBook book_;
    Day today_ = local_day(SystemClock {}.now());
    std::set<std::string> names_; ///< of donors
    std::vector<Page> pages_;
};

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    using namespace boai::bench;
    Options options;
    return bench_main(
        argc,
        argv,
        "Public pages against nginx serving a file of the same size",
        [&](CLI::App& app) {
            app.add_option("--gifts", options.gifts, "In the book")->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
            app.add_option("--seconds", options.seconds, "Of each page in each round")
                ->capture_default_str();
            app.add_option("--connections", options.connections)->capture_default_str();
            app.add_option("--only", options.only, "Pages whose name holds this");
        },
        [&](Setup setup) { return Portal { std::move(setup), options }.run(); }
    );
}
