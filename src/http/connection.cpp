#include "http/connection.hpp"

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

constexpr std::size_t slowest_bytes_per_second = 2U << 10U;
constexpr std::size_t piece_bytes = 64U << 10U;
constexpr std::size_t kept_buffer_bytes = 16U << 10U;
constexpr std::chrono::seconds linger_time { 2 };

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
constexpr Text too_many_streams { "监听者太多，请稍后再试", "too many listeners; try again later" };
constexpr Text too_busy { "服务器繁忙，请稍后再试", "the server is busy; try again later" };
constexpr Text unknown_expectation {
    "不支持这个 Expect 请求头，请去掉它",
    "this Expect header is not supported; leave it out",
};
constexpr Text handler_failed {
    "程序内部错误，请联系管理员",
    "internal error; tell the administrator",
};

Method method_of(beast::http::verb word) {
    using beast::http::verb;
    switch (word) {
    case verb::get:
        return Method::get;
    case verb::head:
        return Method::head;
    case verb::post:
        return Method::post;
    case verb::put:
        return Method::put;
    case verb::patch:
        return Method::patch;
    case verb::delete_:
        return Method::remove;
    case verb::options:
        return Method::options;
    default:
        return Method::other;
    }
}

std::string_view view_of(beast::string_view text) {
    return { text.data(), text.size() };
}

/// HTTP/1.1 wants exactly one Host; other codings than chunked could hide a second request.
bool has_proper_fields(const Request& request, bool is_1_1) {
    std::size_t hosts = 0;
    for (const auto& [name, value] : request.headers) {
        hosts += name == "host" ? 1U : 0U;
        if (name == "transfer-encoding" && !same_name(value, "chunked")) {
            return false;
        }
    }
    return hosts == 1 || (hosts == 0 && !is_1_1);
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

/// A line break would end the field it stands in.
void append_line(std::string& text, std::string_view field, std::string_view value) {
    const auto start = text.append(field).size();
    text.append(value);
    std::replace(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(), '\r', ' ');
    text += '\n';
}

std::string event_text(std::string_view event, std::string_view data) {
    std::string text;
    text.reserve(event.size() + data.size() + 24);
    append_line(text, "event: ", event.substr(0, event.find('\n')));
    while (true) {
        const auto line = data.substr(0, data.find('\n'));
        append_line(text, "data: ", line);
        if (line.size() == data.size()) {
            break;
        }
        data.remove_prefix(line.size() + 1);
    }
    text += '\n';
    return text;
}

class Stream final : public EventStream {
public:
    explicit Stream(std::weak_ptr<Connection> connection)
        : connection_(std::move(connection)) { }

    bool send(std::string_view event, std::string_view data) override {
        const auto connection = connection_.lock();
        return connection != nullptr && connection->send_event(event_text(event, data));
    }

    void close() override {
        if (const auto connection = connection_.lock()) {
            connection->close_soon();
        }
    }

private:
    std::weak_ptr<Connection> connection_;
};

} // namespace

void RequestParser::on_request_impl(
    beast::http::verb word, Text /*method*/, Text given, int number, Code& /*error*/
) {
    version = number;
    request.method = method_of(word);
    target = view_of(given);
    request.headers.reserve(12);
}

void RequestParser::on_response_impl(
    int /*status*/, Text /*reason*/, int /*version*/, Code& /*error*/
) { }

void RequestParser::on_field_impl(
    beast::http::field /*name*/, Text text, Text value, Code& /*error*/
) {
    auto& [name, kept] = request.headers.emplace_back(view_of(text), view_of(value));
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
    });
}

void RequestParser::on_header_impl(Code& /*error*/) { }

void RequestParser::on_body_init_impl(
    const boost::optional<std::uint64_t>& content_length, Code& /*error*/
) {
    // What is only announced gets little memory; the rest comes with the bytes.
    request.body.reserve(std::min<std::uint64_t>(content_length.value_or(0), 1U << 20U));
}

std::size_t RequestParser::on_body_impl(Text piece, Code& /*error*/) {
    request.body.append(piece.data(), piece.size());
    return piece.size();
}

void RequestParser::on_chunk_header_impl(
    std::uint64_t /*size*/, Text /*extensions*/, Code& /*error*/
) { }

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remain*/, Text piece, Code& error) {
    return on_body_impl(piece, error);
}

void RequestParser::on_finish_impl(Code& /*error*/) { }

Connection::Connection(Tcp::socket socket, std::shared_ptr<Loop> loop)
    : loop_(std::move(loop))
    , service_(*loop_->service)
    , socket_(std::move(socket)) {
    service_.counts.connections.fetch_add(1, std::memory_order_relaxed);
    error_code ignored;
    socket_.set_option(Tcp::no_delay { true }, ignored);
    peer_ = socket_.remote_endpoint(ignored).address().to_string();
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
        + std::chrono::seconds { bytes / slowest_bytes_per_second };
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
    const bool has_deadline = phase_ != Phase::answering && phase_ != Phase::streaming;
    const bool may_leave = phase_ == Phase::waiting || phase_ == Phase::streaming;
    if ((has_deadline && now > deadline_) || (service_.stopping && may_leave)) {
        close();
    }
}

void Connection::close() {
    is_closed_ = true;
    gone_ = true;
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
        on_bad_header(error);
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
    return true;
}

void Connection::name_peer() {
    auto& request = parser_->request;
    request.peer = peer_;
    if (peer_ != service_.options.proxy) {
        return;
    }
    for (const auto& [name, value] : request.headers) {
        if (name == "x-forwarded-for") {
            const auto start = value.find_last_of(", ");
            request.peer = value.substr(start == std::string::npos ? 0 : start + 1);
        }
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
    if (error == beast::http::error::body_limit) {
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
    send_answer();
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
    const auto* clock = service_.options.clock;
    const auto& date = loop_->date.at(clock != nullptr ? clock->now() : SystemClock {}.now());
    head_.clear();
    append_head(head_, response_, { .body_bytes = body.size(), .keeps_open = keep_ }, date);
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
            return error ? 0 : piece_bytes;
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
        buffer_.prepare(kept_buffer_bytes),
        [self = shared_from_this()](error_code error, std::size_t) {
            error || self->is_closed_ ? self->close() : self->drain();
        }
    );
}

void Connection::start_stream(Response response) {
    phase_ = Phase::streaming;
    count_answer(200);
    response.status = 200;
    response.content_type = "text/event-stream";
    // nginx would otherwise hold events back until its buffer is full.
    response.headers.emplace_back("X-Accel-Buffering", "no");
    const auto* clock = service_.options.clock;
    const auto& date = loop_->date.at(clock != nullptr ? clock->now() : SystemClock {}.now());
    std::string head;
    append_head(head, response, { .keeps_open = false, .is_stream = true }, date);
    send_event(std::move(head));
    watch_for_end();
    try {
        response.on_stream(std::make_shared<Stream>(weak_from_this()));
    } catch (const std::exception&) {
        close();
    }
}

void Connection::watch_for_end() {
    buffer_.clear();
    socket_.async_read_some(
        buffer_.prepare(512),
        [self = shared_from_this()](error_code error, std::size_t) {
            error || self->is_closed_ ? self->close() : self->watch_for_end();
        }
    );
}

bool Connection::send_event(std::string text) {
    if (gone_) {
        return false;
    }
    const auto size = text.size();
    const auto max = service_.options.stream_waiting_bytes_max;
    if (events_bytes_.fetch_add(size) + size > max) {
        if (!gone_.exchange(true)) {
            service_.counts.slow_listeners.fetch_add(1, std::memory_order_relaxed);
            close_soon();
        }
        return false;
    }
    return loop_->run_soon([self = shared_from_this(), text = std::move(text)] {
        self->queue_event(text);
    });
}

void Connection::queue_event(std::string_view text) {
    last_event_ = SteadyClock::now();
    events_.append(text);
    if (events_leaving_.empty() && !is_closed_) {
        write_events();
    }
}

void Connection::write_events() {
    std::swap(events_, events_leaving_);
    asio::async_write(
        socket_,
        asio::buffer(events_leaving_),
        [self = shared_from_this()](error_code error, std::size_t) {
            self->events_bytes_ -= self->events_leaving_.size();
            self->events_leaving_.clear();
            if (error || self->is_closed_) {
                self->close();
            } else if (!self->events_.empty()) {
                self->write_events();
            }
        }
    );
}

} // namespace boai::http
