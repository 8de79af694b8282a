#include "http/connection.hpp"

#include "http/body_source.hpp"
#include "http/compression.hpp"
#include "http/problem.hpp"
#include "http/target.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <exception>

namespace boai::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t piece_bytes = 64U << 10U;
constexpr std::size_t kept_buffer_bytes = 16U << 10U;

constexpr Text malformed {
    "请求不符合 HTTP 格式，请检查地址和请求头",
    "the request is not proper HTTP; check its address and headers",
};
constexpr Text body_too_large {
    "请求体太大，请分成几次发送",
    "the body is larger than this address takes; send it in parts",
};
constexpr Text headers_too_large {
    "请求头太大，请减少 Cookie 或缩短地址",
    "the headers are too large; send fewer cookies or a shorter address",
};
constexpr Text too_busy { "服务器繁忙，请稍后再试", "the server is busy; try again later" };
constexpr Text too_slow {
    "请求没有在规定时间内发完，请重试",
    "the request did not arrive in time; send it again",
};
constexpr Text unknown_expectation {
    "不支持这个 Expect 请求头，请去掉它",
    "this Expect header is not supported; leave it out",
};
constexpr Text handler_failed {
    "程序内部错误，请联系管理员",
    "internal error; tell the administrator",
};

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// HTTP/1.1 wants exactly one Host; other codings than chunked, or a length that a proxy may read
/// in another way, could hide a second request.
bool has_proper_fields(const Request& request, bool is_1_1) {
    std::size_t hosts = 0;
    for (const auto& [name, value] : request.headers) {
        hosts += name == "host" ? 1U : 0U;
        if (name == "transfer-encoding" && !same_name(value, "chunked")) {
            return false;
        }
        if (name == "content-length" && !is_number(value)) {
            return false;
        }
    }
    return hosts == 1 || (hosts == 0 && !is_1_1);
}

/// An IPv4 address is written the same however the socket was opened.
std::string text_of(const asio::ip::address& address) {
    const bool is_mapped = address.is_v6() && address.to_v6().is_v4_mapped();
    return is_mapped ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string()
                     : address.to_string();
}

/// One request's way back; makes sure of exactly one answer.
class Ticket {
public:
    Ticket(std::shared_ptr<Connection> connection, bool takes_gzip)
        : connection_(std::move(connection))
        , takes_gzip_(takes_gzip) { }

    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

    ~Ticket() {
        if (is_used_) {
            return;
        }
        try {
            answer(problem(500, Errc::internal, handler_failed));
        } catch (const std::exception&) {
            connection_.reset(); // no memory for an answer: the connection goes with its last user
        }
    }

    void answer(Response response) {
        if (is_used_.exchange(true)) {
            return;
        }
        pack(response, takes_gzip_);
        auto& loop = connection_->loop();
        loop.run_soon([connection = std::move(connection_), response = std::move(response)](
                      ) mutable { connection->write(std::move(response)); });
    }

private:
    std::shared_ptr<Connection> connection_;
    std::atomic<bool> is_used_ { false };
    bool takes_gzip_;
};

} // namespace

Connection::Connection(Tcp::socket socket, std::shared_ptr<Loop> loop)
    : loop_(std::move(loop))
    , service_(*loop_->service)
    , socket_(std::move(socket)) {
    service_.counts.connections.fetch_add(1, std::memory_order_relaxed);
    error_code ignored;
    socket_.set_option(Tcp::no_delay { true }, ignored);
    peer_ = text_of(socket_.remote_endpoint(ignored).address());
}

Connection::~Connection() {
    service_.bodies_bytes -= held_bytes_;
    if (phase_ == Phase::streaming) {
        service_.counts.streams.fetch_sub(1, std::memory_order_relaxed);
    }
    service_.counts.connections.fetch_sub(1, std::memory_order_relaxed);
}

Connection::Milliseconds Connection::patience_for(std::size_t bytes) const {
    return service_.options.request_timeout
        + std::chrono::seconds { bytes / limits::slowest_bytes_per_second };
}

void Connection::read() {
    parser_.emplace();
    parser_->header_limit(limits::header_bytes_max);
    parser_->body_limit(boost::none);
    if (buffer_.size() == 0 && buffer_.capacity() > kept_buffer_bytes) {
        buffer_.shrink_to_fit();
    }
    phase_ = Phase::waiting;
    touch(service_.options.idle_timeout);
    beast::http::async_read_header(
        socket_,
        buffer_,
        *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->on_header(error); }
    );
}

void Connection::turn_away() {
    service_.counts.refused_connections.fetch_add(1, std::memory_order_relaxed);
    refuse(problem(503, Errc::unavailable, too_busy));
}

void Connection::sweep(SteadyClock::time_point now) {
    if (phase_ == Phase::waiting && parser_->got_some()) {
        phase_ = Phase::reading;
        touch(service_.options.request_timeout);
    }
    if (phase_ == Phase::streaming && now - last_event_ >= service_.options.heartbeat) {
        send_event(": still here\n\n");
    }
    if (phase_ == Phase::writing) {
        deadline_ = write_started_ + patience_for(written_bytes_);
    }
    if (phase_ == Phase::reading && now > deadline_) {
        is_late_ = true;
        error_code ignored;
        socket_.cancel(ignored); // the reading ends with an error, and that is answered
        return;
    }
    if (source_ != nullptr && now - body_started_ > service_.options.body_patience) {
        close(); // a source may hold a snapshot of the book, which must not last for ever
        return;
    }
    if (phase_ == Phase::making && has_left()) {
        close();
        return;
    }
    const bool is_waited_for = phase_ == Phase::answering || phase_ == Phase::making;
    const bool has_deadline = !is_waited_for && phase_ != Phase::streaming;
    const bool may_leave = phase_ == Phase::waiting || phase_ == Phase::streaming;
    if ((has_deadline && now > deadline_) || (service_.stopping && may_leave)) {
        close();
    }
}

void Connection::close() {
    is_closed_ = true;
    gone_ = true;
    if (source_ != nullptr) {
        source_->abandon();
        source_.reset();
    }
    error_code ignored;
    socket_.shutdown(Tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

void Connection::close_soon() {
    loop_->run_soon([self = shared_from_this()] { self->close(); });
}

void Connection::on_header(error_code error) {
    if (is_closed_) {
        return;
    }
    if (error) {
        is_late_ ? refuse(problem(408, Errc::over_limit, too_slow)) : on_bad_header(error);
        return;
    }
    phase_ = Phase::reading;
    started_ = SteadyClock::now();
    deadline_ = started_ + service_.options.request_timeout;
    if (!take_head()) {
        refuse(problem(400, Errc::invalid, malformed));
        return;
    }
    const auto& request = parser_->request;
    const auto limit = service_.handler.body_bytes_max(request.method, request.path);
    const auto length = parser_->content_length();
    if (length && *length > limit) {
        refuse(problem(413, Errc::over_limit, body_too_large));
        return;
    }
    if (length && !hold_body(*length)) {
        refuse(problem(503, Errc::unavailable, too_busy));
        return;
    }
    parser_->body_limit(limit);
    take_body();
}

void Connection::on_bad_header(error_code error) {
    using beast::http::error::end_of_stream;
    using beast::http::error::header_limit;
    using beast::http::error::partial_message;
    const bool is_rubbish
        = error.category() == beast::http::make_error_code(end_of_stream).category();
    if (error == header_limit) {
        refuse(problem(431, Errc::over_limit, headers_too_large));
    } else if (is_rubbish && error != end_of_stream && error != partial_message) {
        refuse(problem(400, Errc::invalid, malformed));
    } else {
        close();
    }
}

bool Connection::take_head() {
    auto& request = parser_->request;
    auto target = parse_target(parser_->target);
    if (!target || !has_proper_fields(request, parser_->version == 11)) {
        return false;
    }
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    is_head_ = request.method == Method::head;
    keep_ = parser_->keep_alive();
    name_peer();
    is_secure_ = request.is_secure;
    return true;
}

void Connection::name_peer() {
    const auto& proxies = service_.options.proxies;
    const auto is_proxy = [&](std::string_view address) {
        return std::ranges::find(proxies, address) != proxies.end();
    };
    auto& request = parser_->request;
    request.peer = peer_;
    if (!is_proxy(peer_)) {
        return;
    }
    request.is_secure = request.header("x-forwarded-proto") == "https";
    // Each proxy appends whom it saw; what stands before the last stranger was sent by him.
    std::string chain;
    for (const auto& [name, value] : request.headers) {
        if (name == "x-forwarded-for") {
            chain += (chain.empty() ? "" : ",") + value;
        }
    }
    while (!chain.empty() && is_proxy(request.peer)) {
        const auto comma = chain.rfind(',');
        const auto last
            = chain.find_first_not_of(" \t", comma == std::string::npos ? 0 : comma + 1);
        request.peer = last == std::string::npos ? std::string {} : chain.substr(last);
        request.peer.erase(request.peer.find_last_not_of(" \t") + 1);
        chain.resize(comma == std::string::npos ? 0 : comma);
    }
}

void Connection::take_body() {
    const auto expectation = parser_->request.header("expect");
    if (!expectation.empty() && !same_name(expectation, "100-continue")) {
        refuse(problem(417, Errc::invalid, unknown_expectation));
    } else if (parser_->is_done()) {
        answer();
    } else if (!expectation.empty() && buffer_.size() == 0) {
        continue_then_read_body();
    } else {
        read_body();
    }
}

void Connection::continue_then_read_body() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(
        socket_,
        asio::buffer(go_on),
        [self = shared_from_this()](error_code error, std::size_t) {
            error ? self->close() : self->read_body();
        }
    );
}

/// Reads piece by piece, so that a large body may take as long as it keeps coming.
void Connection::read_body() {
    const auto left = parser_->content_length_remaining().value_or(kept_buffer_bytes);
    buffer_.reserve(std::clamp<std::uint64_t>(left, buffer_.capacity(), piece_bytes));
    beast::http::async_read_some(
        socket_,
        buffer_,
        *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->on_body(error); }
    );
}

void Connection::on_body(error_code error) {
    if (is_closed_) {
        return;
    }
    const auto& body = parser_->request.body;
    if (error && is_late_) {
        refuse(problem(408, Errc::over_limit, too_slow));
    } else if (error == beast::http::error::body_limit) {
        refuse(problem(413, Errc::over_limit, body_too_large));
    } else if (error.category() == make_error_code(beast::http::error::body_limit).category()
               && error != beast::http::error::partial_message) {
        refuse(problem(400, Errc::invalid, malformed));
    } else if (error) {
        close();
    } else if (!hold_body(body.size())) {
        refuse(problem(503, Errc::unavailable, too_busy));
    } else if (parser_->is_done()) {
        answer();
    } else {
        deadline_ = started_ + patience_for(body.size());
        read_body();
    }
}

/// Counts a body's memory against what all bodies may take together.
bool Connection::hold_body(std::size_t bytes) {
    if (bytes <= held_bytes_) {
        return true;
    }
    const auto more = bytes - held_bytes_;
    if (service_.bodies_bytes.fetch_add(more) + more > service_.options.bodies_bytes_max) {
        service_.bodies_bytes -= more;
        return false;
    }
    held_bytes_ = bytes;
    return true;
}

void Connection::answer() {
    phase_ = Phase::answering;
    started_ = SteadyClock::now();
    service_.counts.requests.fetch_add(1, std::memory_order_relaxed);
    service_.counts.in_flight.fetch_add(1, std::memory_order_relaxed);
    const bool takes_gzip = accepts_gzip(parser_->request.header("accept-encoding"));
    const auto ticket = std::make_shared<Ticket>(shared_from_this(), takes_gzip);
    try {
        service_.handler.handle(std::move(parser_->request), [ticket](Response response) {
            ticket->answer(std::move(response));
        });
    } catch (const std::exception&) {
        // Ours do not throw; a library under a handler might.
        ticket->answer(problem(500, Errc::internal, handler_failed));
    }
}

} // namespace boai::http
