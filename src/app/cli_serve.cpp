#include "api/api.hpp"
#include "app/cli.hpp"
#include "app/site.hpp"
#include "http/server.hpp"
#include "identity/identity_service.hpp"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <thread>

namespace boai::app {
namespace {

/// HOST:PORT. Errors: invalid.
Result<http::ServerOptions> parse_address(const std::string& text, std::size_t threads) {
    const auto colon = text.rfind(':');
    http::ServerOptions options;
    options.threads = threads;
    options.proxy = "127.0.0.1";  // a proxy in front runs on the same machine
    const auto port = colon == std::string::npos ? "" : text.substr(colon + 1);
    const auto* const end = port.data() + port.size();
    const auto [stop, error] = std::from_chars(port.data(), end, options.port);
    if (port.empty() || error != std::errc {} || stop != end) {
        return fail(
            Errc::invalid,
            Text { "--address 应形如 127.0.0.1:8080", "--address must be like 127.0.0.1:8080" }
        );
    }
    options.address = text.substr(0, colon);
    if (options.address == "localhost") {
        options.address = "127.0.0.1";
    }
    return options;
}

/// Blocks the signals that end the program in this thread and those it starts.
sigset_t hold_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void print_welcome(const std::string& url, const std::optional<identity::OneTimeLink>& link) {
    std::printf("Boai serves at %s\n", url.c_str());
    if (link) {
        std::printf(
            "There is no administrator yet. Open this link once, until %s, to become the first:\n"
            "  %s%s\n",
            to_string(link->expires_at).c_str(),
            url.c_str(),
            link->path().c_str()
        );
    }
    std::printf("Staff sign in at %s/console/\n", url.c_str());
    std::printf("Stop with Ctrl-C.\n");
    std::fflush(stdout);
}

} // namespace

Result<void> run_serve(const CommonOptions& common, const ServeOptions& options) {
    const auto signals = hold_signals();
    const SystemClock clock;
    const auto address = TRY(parse_address(options.address, options.threads));
    auto book = TRY(Book::open(common.book, clock));
    const auto hold = TRY(book->database().claim_server());
    auto site = TRY(Site::create(*book));
    auto server = TRY(http::Server::start(address, site->router()));
    site->add_counts(server->counts());
    const auto port = std::to_string(server->port());
    const auto own = "http://" + address.address + ":" + port;
    print_welcome(
        options.public_url.empty() ? own : options.public_url, TRY(site->identity().first_link())
    );
    int received = 0;
    sigwait(&signals, &received);
    std::printf("Stopping: finishing what was begun.\n");
    std::fflush(stdout);
    server->stop();
    return {};
}

} // namespace boai::app
