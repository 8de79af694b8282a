/// \file
/// Public pages against nginx serving a file of the same size.
#include "bench/support/bench_book.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/gift_rows.hpp"
#include "bench/support/http_load.hpp"
#include "bench/support/measure.hpp"
#include "http/percent.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

namespace boai::bench {
namespace {

constexpr double ratio_min = 0.8;
constexpr std::size_t lines_per_request = 50'000;
constexpr std::size_t gifts_a_day = 500;

struct Options {
    std::size_t gifts = 50'000;
    std::size_t rounds = 5;
    double seconds = 3; ///< of each page in each round
    std::size_t connections = 64;
};

/// One kind of request with what it is compared to.
struct Page {
    std::string name;
    std::vector<std::string> requests;
    Target target {};
    std::string nginx_request {}; ///< of a file as large as its answer
    std::vector<double> ours {};
    std::vector<double> nginx {};
    std::size_t bytes = 0;
};

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
        make_pages();
        TRY(measure_sizes(ours.port()));
        const auto nginx = TRY(start_nginx());
        Report report { "Public pages", conditions() };
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            for (auto& page : pages_) {
                TRY(measure(page, ours.port(), nginx));
            }
        }
        for (const auto& page : pages_) {
            add(report, page);
        }
        report.note(
            "Cached: the same page again while the book has not changed. Not cached: each request "
            "asks for days that nobody asked for before."
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

    Result<void> fill(std::uint16_t port) const {
        const auto days = static_cast<std::int32_t>(options_.gifts / gifts_a_day);
        GiftMaker maker { book_, { local_day(SystemClock {}.now()) + -days, gifts_a_day }, 4 };
        for (std::size_t done = 0; done < options_.gifts; done += lines_per_request) {
            std::string body;
            for (const auto& gift :
                 maker.next(std::min(lines_per_request, options_.gifts - done))) {
                body += json_of(gift) + '\n';
            }
            const auto headers = book_.authorization() + "Content-Type: application/x-ndjson\r\n";
            TRY(send_one(
                port, request_text("POST", "/api/v1/commands/giving.record_gift", headers, body)
            ));
        }
        return {};
    }

    static std::string get(const std::string& target) { return request_text("GET", target, ""); }

    void make_pages() {
        const auto today = local_day(SystemClock {}.now());
        const auto yesterday = to_string(today + -1);
        const auto receipt
            = std::string { bench_branch } + "-" + std::to_string(civil(today).year) + "-000001";
        const auto campaign = to_string(book_.campaigns.front().id);
        const auto met = at_least(ratio_min);
        pages_.push_back({ "home, cached", { get("/") }, met });
        pages_.push_back({ "disclosure, cached", { get("/disclosure") }, met });
        pages_.push_back({ "disclosure of a day and campaign, cached",
                           { get("/disclosure?campaign=" + campaign + "&from=" + yesterday) },
                           met });
        pages_.push_back({ "receipt, cached", { get("/r/" + receipt) }, met });
        Page fresh { "disclosure, not cached", {} };
        constexpr std::int32_t days = 200;
        for (std::int32_t from = days; from > 0; --from) {
            for (std::int32_t to = 0; to < days; ++to) {
                fresh.requests.push_back(get(
                    "/disclosure?from=" + to_string(today + -from) + "&to=" + to_string(today + to)
                ));
            }
        }
        pages_.push_back(std::move(fresh));
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

    Result<double>
    rate(std::uint16_t port, const std::vector<std::string>& requests, bool once) const {
        const LoadOptions options { .port = port, .connections = options_.connections };
        const auto load = once ? TRY(send_all(options, requests))
                               : TRY(send_for(options, requests, options_.seconds));
        if (load.failures > 0) {
            return fail(
                Errc::internal,
                compose({ "有请求失败：{}", "a request failed: {}" }, { load.first_failure })
            );
        }
        return load.per_second();
    }

    Result<void>
    measure(Page& page, std::uint16_t port, const std::optional<ServerProcess>& nginx) {
        const bool is_fresh = page.requests.size() > 1;
        std::vector<std::string> some = page.requests;
        if (is_fresh) {
            // Each round has pages of its own, so that none is in the cache already.
            const auto part = page.requests.size() / options_.rounds;
            const auto count = std::min<std::size_t>(part, 4'000);
            const auto first
                = page.requests.begin() + static_cast<std::ptrdiff_t>(page.ours.size() * part);
            some.assign(first, first + static_cast<std::ptrdiff_t>(count));
        }
        page.ours.push_back(TRY(rate(port, some, is_fresh)));
        if (nginx) {
            page.nginx.push_back(TRY(rate(nginx->port(), { page.nginx_request }, false)));
        }
        return {};
    }

    static void add(Report& report, const Page& page) {
        const auto size = " (" + std::to_string(page.bytes) + " bytes)";
        report.add("boai " + page.name + size + ", answers/s", page.ours, 0);
        if (!page.nginx.empty()) {
            report.add("nginx, file of that size, answers/s", page.nginx, 0);
            report.add("**ratio**", ratios(page.ours, page.nginx), 2, page.target);
        }
    }

    Setup setup_;
    Options options_;
    BenchBook book_;
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
        },
        [&](Setup setup) { return Portal { std::move(setup), options }.run(); }
    );
}
