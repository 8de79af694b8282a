#include "http/server.hpp"

#include "http/connection.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <vector>

namespace boai::http {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using boost::system::error_code;

/// Connections above the limit that are still told so; more are closed at once.
constexpr std::int64_t turned_away_max = 256;
/// Files the program needs beside its connections: databases, logs, uploads.
constexpr std::size_t other_files = 256;
constexpr std::chrono::milliseconds pause_without_files { 100 };

/// Raises the soft limit of open files to what `connections` need, as far as the hard limit goes;
/// returns how many connections fit. Without this, sockets would take the database's files away.
std::size_t connections_that_fit(std::size_t connections) {
    rlimit files {};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) {
        return connections;
    }
    const auto wanted = static_cast<rlim_t>(connections + other_files);
    if (files.rlim_cur < wanted) {
        files.rlim_cur = std::min(wanted, files.rlim_max);
        setrlimit(RLIMIT_NOFILE, &files);
    }
    const auto spare
        = files.rlim_cur > 2 * other_files ? files.rlim_cur - other_files : other_files;
    return std::min<std::size_t>(connections, spare);
}

Result<Tcp::acceptor> listen_on(asio::io_context& context, const ServerOptions& options) {
    error_code error;
    Tcp::acceptor acceptor { context };
    const Tcp::endpoint endpoint { asio::ip::make_address(options.address, error), options.port };
    if (!error) {
        acceptor.open(endpoint.protocol(), error);
    }
    if (!error) {
        acceptor.set_option(Tcp::acceptor::reuse_address { true }, error);
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return fail(
            Errc::unavailable,
            compose(
                { "无法在 {} 端口 {} 上提供服务，可能已被占用；可用 --address 换一个",
                  "cannot serve on {} port {}, it may be in use; choose another with --address" },
                { options.address, std::to_string(options.port) }
            )
        );
    }
    return acceptor;
}

class AsioServer final : public Server {
public:
    AsioServer(const ServerOptions& options, Handler& handler)
        : service_(std::make_shared<Service>(handler, options)) {
        service_->options.connections_max = connections_that_fit(options.connections_max);
        for (std::size_t i = 0; i < std::max<std::size_t>(options.threads, 1); ++i) {
            loops_.push_back(std::make_shared<Loop>(service_));
        }
    }

    // NOLINTNEXTLINE(bugprone-exception-escape): without memory to stop with, nothing goes on
    ~AsioServer() override { AsioServer::stop(); }

    Result<void> listen() {
        acceptor_.emplace(TRY(listen_on(loops_.front()->context, service_->options)));
        pause_.emplace(loops_.front()->context);
        port_ = acceptor_->local_endpoint().port();
        accept();
        for (auto& loop : loops_) {
            loop->start();
        }
        return {};
    }

    void stop() override {
        if (service_->stopping.exchange(true)) {
            return;
        }
        loops_.front()->run_soon([this] {
            error_code ignored;
            if (acceptor_) {
                acceptor_->close(ignored);
                pause_->cancel();
            }
        });
        for (auto& loop : loops_) {
            loop->run_soon([&loop = *loop] { loop.sweep(); });
        }
        const auto deadline = std::chrono::steady_clock::now() + service_->options.stop_patience;
        while (service_->counts.connections > 0 && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds { 10 });
        }
        for (auto& loop : loops_) {
            loop->end();
        }
    }

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    [[nodiscard]] const ServerCounts& counts() const override { return service_->counts; }

private:
    void accept() {
        auto& loop = loops_[next_loop_++ % loops_.size()];
        acceptor_->async_accept(loop->context, [this, &loop](error_code error, Tcp::socket socket) {
            if (service_->stopping) {
                return;
            }
            if (error) {
                accept_later();
                return;
            }
            welcome(std::move(socket), loop);
            accept();
        });
    }

    /// Out of files, most likely: trying again at once would only burn the processor.
    void accept_later() {
        pause_->expires_after(pause_without_files);
        pause_->async_wait([this](error_code error) {
            if (!error && !service_->stopping) {
                accept();
            }
        });
    }

    void welcome(Tcp::socket socket, const std::shared_ptr<Loop>& loop) {
        const auto count = service_->counts.connections.load(std::memory_order_relaxed);
        const auto max = static_cast<std::int64_t>(service_->options.connections_max);
        if (count >= max + turned_away_max) {
            service_->counts.refused_connections.fetch_add(1, std::memory_order_relaxed);
            return;  // the socket closes here
        }
        const bool is_too_many = count >= max;
        auto connection = std::make_shared<Connection>(std::move(socket), loop);
        loop->run_soon([connection = std::move(connection), is_too_many] {
            connection->loop().connections.push_back(connection);
            is_too_many ? connection->turn_away() : connection->read();
        });
    }

    std::shared_ptr<Service> service_;
    std::vector<std::shared_ptr<Loop>> loops_;
    std::optional<Tcp::acceptor> acceptor_;
    std::optional<asio::steady_timer> pause_;
    std::uint16_t port_ = 0;
    std::size_t next_loop_ = 0;
};

}  // namespace

void Loop::start() {
    arm_sweep();
    thread_ = std::thread { [this] {
        while (!context.stopped()) {
            try {
                context.run();
            } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): told beneath
                // No memory for one connection's work: that connection is lost, the others go on.
            }
        }
    } };
}

void Loop::end() {
    {
        const std::scoped_lock lock { mutex_ };
        has_ended_ = true;
    }
    context.stop();
    if (thread_.joinable()) {
        thread_.join();
    }
    context.restart();
    sweep_timer_.cancel();
    for (const auto& weak : connections) {
        if (const auto connection = weak.lock()) {
            connection->close();
        }
    }
    // Whatever was under way ends with an error now and lets go of its connection.
    while (context.poll() > 0) { }
    connections.clear();
}

void Loop::run_waiting() {
    std::unique_lock lock { mutex_ };
    auto works = std::exchange(waiting_, {});
    lock.unlock();
    for (auto& work : works) {
        work();
    }
}

void Loop::sweep() {
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(connections, [&](const std::weak_ptr<Connection>& weak) {
        const auto connection = weak.lock();
        if (connection != nullptr) {
            connection->sweep(now);
        }
        return connection == nullptr;
    });
}

void Loop::arm_sweep() {
    sweep_timer_.expires_after(service->options.sweep_every);
    sweep_timer_.async_wait([this](error_code error) {
        if (!error) {
            sweep();
            arm_sweep();
        }
    });
}

Server::Server() = default;
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Handler& handler) {
    auto server = std::make_unique<AsioServer>(options, handler);
    TRY(server->listen());
    return server;
}

} // namespace boai::http
