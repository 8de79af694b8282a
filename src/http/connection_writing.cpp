// How a connection sends an answer and how it ends.
#include "http/connection.hpp"
#include "http/problem.hpp"

#include <boost/asio/write.hpp>

#include <algorithm>
#include <utility>

namespace boai::http {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t drained_bytes = 16U << 10U;
constexpr std::size_t written_piece_bytes = 64U << 10U;
constexpr std::chrono::seconds linger_time { 2 };
constexpr Text too_many_streams { "监听者太多，请稍后再试", "too many listeners; try again later" };

} // namespace

/// Answers without the handler, then closes: what follows on the connection cannot be trusted.
void Connection::refuse(Response response) {
    keep_ = false;
    is_head_ = false;
    started_ = SteadyClock::now();
    count_answer(response.status);
    response_ = std::move(response);
    send_answer();
}

void Connection::write(Response response) {
    service_.counts.in_flight.fetch_sub(1, std::memory_order_relaxed);
    if (is_closed_) {
        return;
    }
    if (response.on_stream && !is_head_) {
        const auto max = static_cast<std::int64_t>(service_.options.streams_max);
        if (service_.counts.streams.fetch_add(1) < max) {
            start_stream(std::move(response));
            return;
        }
        service_.counts.streams.fetch_sub(1);
        response = problem(503, Errc::unavailable, too_many_streams);
    }
    keep_ = keep_ && !service_.stopping;
    count_answer(response.status);
    response_ = std::move(response);
    if (response_.source != nullptr && !is_head_) {
        start_body();
    } else {
        send_answer();
    }
}

const std::string& Connection::date_text() {
    const auto* clock = service_.options.clock;
    return loop_->date.at(clock != nullptr ? clock->now() : SystemClock {}.now());
}

void Connection::count_answer(int status) {
    const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
    service_.counts.by_class[status_class].fetch_add(1, std::memory_order_relaxed);
}

void Connection::send_answer() {
    phase_ = Phase::writing;
    written_bytes_ = 0;
    write_started_ = SteadyClock::now();
    deadline_ = write_started_ + service_.options.request_timeout;
    const auto& body = response_.shared_body ? *response_.shared_body : response_.body;
    head_.clear();
    append_head(
        head_,
        response_,
        { .body_bytes = body.size(),
          .keeps_open = keep_,
          .is_chunked = response_.source != nullptr,
          .is_secure = is_secure_ },
        date_text()
    );
    const bool has_body = !is_head_ && !is_bodiless(response_.status);
    const std::array<asio::const_buffer, 2> parts {
        asio::buffer(head_),
        has_body ? asio::buffer(body) : asio::const_buffer {},
    };
    asio::async_write(
        socket_,
        parts,
        [this](error_code error, std::size_t written) {
            written_bytes_ = written;
            return error ? 0 : written_piece_bytes;
        },
        [self = shared_from_this()](error_code error, std::size_t) { self->on_written(error); }
    );
}

void Connection::on_written(error_code error) {
    response_ = {};
    service_.bodies_bytes -= std::exchange(held_bytes_, 0);
    const auto taken = SteadyClock::now() - started_;
    service_.counts.latencies.add(static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(taken).count()
    ));
    if (is_closed_) {
        return;
    }
    if (error) {
        close();
    } else if (keep_) {
        read();
    } else {
        linger_then_close();
    }
}

/// Lets the other side read the answer before the connection is torn down.
void Connection::linger_then_close() {
    phase_ = Phase::lingering;
    touch(linger_time);
    error_code ignored;
    socket_.shutdown(Tcp::socket::shutdown_send, ignored);
    drain();
}

void Connection::drain() {
    buffer_.clear();
    socket_.async_read_some(
        buffer_.prepare(drained_bytes),
        [self = shared_from_this()](error_code error, std::size_t) {
            error || self->is_closed_ ? self->close() : self->drain();
        }
    );
}

} // namespace boai::http
