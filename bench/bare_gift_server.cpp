/// \file
/// The reference of gift_http: the least program that takes a gift as JSON over HTTP (Boost.Beast),
/// writes the same rows to the same tables (SQLite, WAL, synchronous=FULL) with group commit, and
/// answers after the commit. It checks, encrypts and remembers nothing.
#include "bench/support/replay.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <simdjson.h>

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace boai::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using boost::system::error_code;

class Session;
using SessionPointer = std::shared_ptr<Session>;

/// Writes the rows of waiting gifts, one commit for all that wait.
class GroupCommit {
public:
    explicit GroupCommit(Replay& replay, asio::io_context& context)
        : replay_(replay)
        , context_(context)
        , thread_([this] { loop(); }) { }

    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;

    ~GroupCommit() {
        {
            const std::lock_guard lock { mutex_ };
            stopping_ = true;
        }
        arrived_.notify_one();
        thread_.join();
    }

    void add(SessionPointer session) {
        {
            const std::lock_guard lock { mutex_ };
            waiting_.push_back(std::move(session));
        }
        arrived_.notify_one();
    }

private:
    void loop() {
        for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
            const bool written = write(batch.size());
            asio::post(context_, [batch = std::move(batch), written] { answer(batch, written); });
        }
    }

    std::vector<SessionPointer> next_batch() {
        std::unique_lock lock { mutex_ };
        arrived_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        return std::exchange(waiting_, {});
    }

    bool write(std::size_t count) {
        if (!replay_.begin()) {
            return false;
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto more = replay_.write_unit();
            if (!more || !*more) {
                return false;
            }
        }
        return replay_.commit(count, false).has_value();
    }

    static void answer(const std::vector<SessionPointer>& batch, bool written);

    Replay& replay_;
    asio::io_context& context_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<SessionPointer> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

/// One connection.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Tcp::socket socket, GroupCommit& writer)
        : socket_(std::move(socket))
        , writer_(writer) {
        error_code ignored;
        socket_.set_option(Tcp::no_delay { true }, ignored);
    }

    void read() {
        request_ = {};
        beast::http::async_read(
            socket_,
            buffer_,
            request_,
            [self = shared_from_this()](error_code error, std::size_t) {
                if (!error) {
                    self->take();
                }
            }
        );
    }

    void write(bool written) {
        response_ = {};
        response_.version(11);
        response_.result(written ? 200 : 507);
        response_.set(beast::http::field::content_type, "application/json");
        response_.body() = R"({"id":"1a2b3c4d5e6f7","version":1,"receipt_number":")"
                           R"(320700-2026-000001","amount":"100.00"})";
        response_.prepare_payload();
        beast::http::async_write(
            socket_,
            response_,
            [self = shared_from_this()](error_code error, std::size_t) {
                if (!error) {
                    self->read();
                }
            }
        );
    }

private:
    void take() {
        static simdjson::dom::parser parser;
        std::string_view amount;
        std::string_view reference;
        const auto gift = parser.parse(request_.body());
        if (gift["amount"].get(amount) != simdjson::SUCCESS
            || gift["reference"].get(reference) != simdjson::SUCCESS) {
            write(false);
            return;
        }
        writer_.add(shared_from_this());
    }

    Tcp::socket socket_;
    GroupCommit& writer_;
    beast::flat_buffer buffer_;
    beast::http::request<beast::http::string_body> request_;
    beast::http::response<beast::http::string_body> response_;
};

void GroupCommit::answer(const std::vector<SessionPointer>& batch, bool written) {
    for (const auto& session : batch) {
        session->write(written);
    }
}

void accept(Tcp::acceptor& acceptor, GroupCommit& writer) {
    acceptor.async_accept([&](error_code error, Tcp::socket socket) {
        if (!error) {
            std::make_shared<Session>(std::move(socket), writer)->read();
            accept(acceptor, writer);
        }
    });
}

struct Options {
    std::uint16_t port = 0;
    std::string before;
    std::string after;
    std::string into;
    std::size_t units = 0;
};

Result<void> serve(const Options& options) {
    const auto replay = TRY(Replay::load(options.before, options.after, options.units));
    TRY(replay->open(options.into));
    asio::io_context context { 1 };
    Tcp::acceptor acceptor { context, { asio::ip::make_address("127.0.0.1"), options.port } };
    GroupCommit writer { *replay, context };
    accept(acceptor, writer);
    asio::signal_set signals { context, SIGTERM, SIGINT };
    signals.async_wait([&](error_code, int) { context.stop(); });
    context.run();
    return {};
}

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    CLI::App app { "Takes gifts over HTTP and writes rows of an earlier run" };
    boai::bench::Options options;
    app.add_option("--port", options.port)->required();
    app.add_option("--before", options.before, "The book before the run")->required();
    app.add_option("--after", options.after, "The book after it")->required();
    app.add_option("--into", options.into, "A copy of the book before, to write to")->required();
    app.add_option("--units", options.units, "Gifts of the run")->required();
    CLI11_PARSE(app, argc, argv);
    const auto served = boai::bench::serve(options);
    if (!served) {
        static_cast<void>(std::fprintf(stderr, "%s\n", served.error().message.en.c_str()));
        return 1;
    }
    return 0;
}
