// How a connection becomes an event stream.
#include "http/connection.hpp"

#include <boost/asio/write.hpp>

#include <algorithm>
#include <exception>

namespace boai::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

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
            connection->end_stream();
        }
    }

private:
    std::weak_ptr<Connection> connection_;
};

} // namespace

void Connection::start_stream(Response response) {
    phase_ = Phase::streaming;
    count_answer(200);
    response.status = 200;
    response.content_type = "text/event-stream";
    // nginx would otherwise hold events back until its buffer is full.
    response.headers.emplace_back("X-Accel-Buffering", "no");
    std::string head;
    append_head(
        head,
        response,
        { .keeps_open = false, .is_stream = true, .is_secure = is_secure_ },
        date_text()
    );
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

void Connection::end_stream() {
    loop_->run_soon([self = shared_from_this()] {
        self->events_end_ = true;
        if (self->events_leaving_.empty()) {
            self->close();
        }
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
            const bool has_more = !self->events_.empty();
            if (error || self->is_closed_ || (!has_more && self->events_end_)) {
                self->close();
            } else if (has_more) {
                self->write_events();
            }
        }
    );
}

} // namespace boai::http
