#include "app/listening.hpp"

#include <charconv>

namespace boai::app {

Result<http::ServerOptions> parse_address(const std::string& text, std::size_t threads) {
    const auto colon = text.rfind(':');
    http::ServerOptions options;
    options.threads = threads;
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

sigset_t hold_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void wait_for(const sigset_t& signals) {
    int received = 0;
    sigwait(&signals, &received);
}

} // namespace boai::app
