/// \file
/// One connection and the loop it lives on; private to the server.
#pragma once

#include "http/request_parser.hpp"
#include "http/response_head.hpp"
#include "http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace boai::http {

/// What all connections of one server share.
struct Service {
    Handler& handler;
    ServerOptions options;
    ServerCounts counts {};
    std::atomic<bool> stopping { false };
    std::atomic<std::size_t> bodies_bytes { 0 };
};

class Connection;

/// One thread with its connections. Shared: a Responder may still hold a connection of it when
/// the server has gone.
class Loop {
public:
    explicit Loop(std::shared_ptr<Service> shared)
        : service(std::move(shared))
        , sweep_timer_(context) { }

    /// Runs `work` on the loop's thread, at once when this is it; false when the loop has ended.
    template <class Work>
    bool run_soon(Work&& work) {
        if (context.get_executor().running_in_this_thread()) {
            work();
            return true;
        }
        const std::scoped_lock lock { mutex_ };
        if (has_ended_) {
            return false;
        }
        // The answers of a commit come together, and waking the loop for each costs more than
        // writing it.
        waiting_.emplace_back(std::forward<Work>(work));
        if (waiting_.size() == 1) {
            boost::asio::post(context, [this] { run_waiting(); });
        }
        return true;
    }

    void start();
    /// Closes what is left and waits for the thread.
    void end();
    void sweep();

    const std::shared_ptr<Service> service;
    boost::asio::io_context context { 1 };
    std::list<std::weak_ptr<Connection>> connections;
    DateText date;

private:
    void arm_sweep();
    void run_waiting();

    boost::asio::steady_timer sweep_timer_;
    std::thread thread_;
    std::mutex mutex_;
    std::vector<std::move_only_function<void()>> waiting_; ///< behind the mutex, as has_ended_
    bool has_ended_ = false;
};

/// Threads: its loop's alone, but for send_event(), end_stream() and close_soon().
class Connection final : public std::enable_shared_from_this<Connection> {
public:
    using Milliseconds = std::chrono::milliseconds;
    using SteadyClock = std::chrono::steady_clock;

    Connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<Loop> loop);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Waits for the next request.
    void read();
    /// Answers 503 without reading, for a connection too many.
    void turn_away();
    /// Closes what has waited too long; sends heartbeats on streams.
    void sweep(SteadyClock::time_point now);
    void close();
    void write(Response response);

    [[nodiscard]] Loop& loop() const { return *loop_; }

    /// Sends an event; false when the listener has gone or is too slow to keep. Threads: any.
    bool send_event(std::string text);
    /// Threads: any.
    void close_soon();
    /// Closes once every event sent so far is written.
    void end_stream();

private:
    enum class Phase : std::uint8_t {
        waiting,
        reading,
        answering,
        writing,
        making,
        streaming,
        lingering
    };
    using Error = boost::system::error_code;

    void touch(Milliseconds patience) { deadline_ = SteadyClock::now() + patience; }

    /// Time for what moves slowly: the patience of a request and 2 KiB a second.
    [[nodiscard]] Milliseconds patience_for(std::size_t bytes) const;

    void on_header(Error error);
    void on_bad_header(Error error);
    [[nodiscard]] bool take_head();
    void name_peer();
    void take_body();
    void continue_then_read_body();
    void read_body();
    void on_body(Error error);
    [[nodiscard]] bool hold_body(std::size_t bytes);
    void answer();
    void refuse(Response response);
    void send_answer();
    void start_body();
    void ask_for_piece();
    void on_piece(Result<std::string> piece);
    void write_piece(bool is_last);
    [[nodiscard]] bool has_left();
    [[nodiscard]] const std::string& date_text();
    void on_written(Error error);
    void linger_then_close();
    void drain();
    void start_stream(Response response);
    void watch_for_end();
    void queue_event(std::string_view text);
    void write_events();
    void count_answer(int status);

    std::shared_ptr<Loop> loop_; // first, so that it outlives the socket
    Service& service_;
    boost::asio::ip::tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
    std::optional<RequestParser> parser_;
    Response response_;
    std::string head_;
    std::shared_ptr<BodySource> source_;
    std::string piece_; // of the source, being written
    std::string peer_;
    std::string events_; // waiting for the write that runs
    std::string events_leaving_; // being written
    bool events_end_ = false; // closes after what waits is written
    std::atomic<std::size_t> events_bytes_ { 0 };
    std::atomic<bool> gone_ { false };
    SteadyClock::time_point deadline_;
    SteadyClock::time_point started_;
    SteadyClock::time_point write_started_;
    SteadyClock::time_point body_started_;
    SteadyClock::time_point last_event_;
    std::size_t held_bytes_ = 0;
    std::size_t written_bytes_ = 0;
    Phase phase_ = Phase::waiting;
    bool keep_ = true;
    bool is_head_ = false;
    bool is_closed_ = false;
    bool is_chunked_ = false;
    bool is_late_ = false; // the request did not come in time
    bool is_secure_ = false; // a proxy in front says that the browser speaks https
};

} // namespace boai::http
