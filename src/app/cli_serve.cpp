#include "api/api.hpp"
#include "app/cli.hpp"
#include "app/listening.hpp"
#include "app/logs.hpp"
#include "app/site.hpp"
#include "http/server.hpp"
#include "identity/identity_service.hpp"

#include <cstdio>
#include <thread>

namespace boai::app {
namespace {

void print_welcome(const std::string& url, const std::optional<identity::OneTimeLink>& link) {
    std::printf("Boai serves at %s\n", url.c_str());
    if (link) {
        std::printf(
            "There is no administrator yet. Open this link once, until %s, to become the first:\n"
            "  %s%s\n",
            wall_clock(link->expires_at).c_str(),
            url.c_str(),
            link->path().c_str()
        );
    }
    std::printf("Staff sign in at %s/console/\n", url.c_str());
    std::printf("Stop with Ctrl-C.\n");
    static_cast<void>(std::fflush(stdout));
}

/// With a policy, checkpoints are shown to witnesses before they are published.
Result<std::optional<journal::Policy>>
find_policy(const CommonOptions& common, const ServeOptions& options) {
    const auto file = common.book.data / "log.policy";
    if (options.policy.empty() && !std::filesystem::exists(file)) {
        return std::nullopt;
    }
    return TRY(read_policy(options.policy.empty() ? file.string() : options.policy));
}

} // namespace

Result<void> run_serve(const CommonOptions& common, const ServeOptions& options) {
    const auto signals = hold_signals();
    const SystemClock clock;
    auto address = TRY(parse_address(options.address, options.threads));
    address.proxies = options.proxies;
    std::erase(address.proxies, "none");
    auto book = TRY(Book::open(common.book, clock));
    const auto hold = TRY(book->database().claim_server());
    auto policy = TRY(find_policy(common, options));
    auto logs
        = TRY(Logs::begin(*book, { .public_url = options.public_url, .policy = std::move(policy) })
        );
    auto site = TRY(Site::create(*book, {}, common.book.data));
    auto server = TRY(http::Server::start(address, site->router()));
    site->add_counts(server->counts());
    logs->start();
    const auto port = std::to_string(server->port());
    auto url = options.public_url.empty() ? "http://" + address.address + ":" + port
                                          : options.public_url;
    while (url.ends_with('/')) {
        url.pop_back();
    }
    site->set_public_url(url);
    print_welcome(url, TRY(site->identity().first_link()));
    wait_for(signals);
    std::printf("Stopping: finishing what was begun.\n");
    static_cast<void>(std::fflush(stdout));
    server->stop();
    logs->stop();
    return {};
}

} // namespace boai::app
