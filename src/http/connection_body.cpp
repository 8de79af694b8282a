// How a connection sends a body that is made while it leaves.
#include "http/body_source.hpp"
#include "http/connection.hpp"

#include <boost/asio/write.hpp>
#include <sys/socket.h>

#include <array>
#include <cstdio>

namespace boai::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::string_view last_chunk = "0\r\n\r\n";
constexpr std::size_t chunk_written_bytes = 64U << 10U;

/// Puts the length in front and the line's end behind. Source: RFC 9112 section 7.1.
std::string chunk_of(const std::string& piece) {
    std::array<char, 24> length {};
    const auto size = std::snprintf(length.data(), length.size(), "%zx\r\n", piece.size());
    std::string chunk;
    chunk.reserve(piece.size() + 24);
    chunk.append(length.data(), static_cast<std::size_t>(size)).append(piece).append("\r\n");
    return chunk;
}

} // namespace

void Connection::start_body() {
    source_ = std::move(response_.source);
    body_started_ = SteadyClock::now();
    // Before HTTP/1.1 there are no chunks: the end of the connection is the end of the body.
    is_chunked_ = parser_->version == 11;
    keep_ = keep_ && is_chunked_;
    piece_.clear();
    append_head(
        piece_,
        response_,
        { .keeps_open = keep_,
          .is_stream = !is_chunked_,
          .is_chunked = is_chunked_,
          .is_secure = is_secure_ },
        date_text()
    );
    response_ = {};
    write_piece(false);
}

void Connection::ask_for_piece() {
    phase_ = Phase::making;
    source_->next([self = shared_from_this()](Result<std::string> piece) {
        self->loop_->run_soon([self, piece = std::move(piece)]() mutable {
            self->on_piece(std::move(piece));
        });
    });
}

void Connection::on_piece(Result<std::string> piece) {
    if (is_closed_) {
        return;
    }
    if (!piece) {
        service_.counts.broken_bodies.fetch_add(1, std::memory_order_relaxed);
        close();
        return;
    }
    const bool is_last = piece->empty();
    if (!is_chunked_) {
        piece_ = std::move(*piece);
    } else {
        piece_ = is_last ? std::string { last_chunk } : chunk_of(*piece);
    }
    write_piece(is_last);
}

void Connection::write_piece(bool is_last) {
    phase_ = Phase::writing;
    written_bytes_ = 0;
    write_started_ = SteadyClock::now();
    deadline_ = write_started_ + service_.options.request_timeout;
    asio::async_write(
        socket_,
        asio::buffer(piece_),
        [this](error_code error, std::size_t written) {
            written_bytes_ = written;
            return error ? 0 : chunk_written_bytes;
        },
        [self = shared_from_this(), is_last](error_code error, std::size_t) {
            if (error || is_last || self->is_closed_) {
                self->source_.reset();
                self->piece_ = {};
                self->on_written(error);
            } else {
                self->ask_for_piece();
            }
        }
    );
}

/// While a piece is made nothing is sent, which would tell that the other side has gone.
bool Connection::has_left() {
    char byte = 0;
    const auto count = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

} // namespace boai::http
