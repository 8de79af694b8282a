#include "bench/support/http_load.hpp"

#include "bench/support/measure.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace boai::bench {
namespace {

/// The next request to send; none when it is time to end.
using NextRequest = FunctionRef<const std::string*()>;

constexpr Text broken { "连接中断", "a connection broke" };

/// How an answer's head says it goes on.
struct AnswerHead {
    int status = 0;
    std::size_t head_bytes = 0; ///< 0 while the head is not whole
    std::size_t body_bytes = 0;
    bool is_chunked = false;
};

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

AnswerHead read_head(std::string_view text) {
    AnswerHead head;
    const auto end = text.find("\r\n\r\n");
    constexpr std::size_t status_at = 9;
    if (end == std::string_view::npos || end < status_at + 3) {
        return head;
    }
    std::from_chars(text.data() + status_at, text.data() + status_at + 3, head.status);
    auto rest = text.substr(0, end + 2);
    for (auto at = rest.find("\r\n"); at != std::string_view::npos; at = rest.find("\r\n")) {
        const auto line = rest.substr(0, at);
        rest.remove_prefix(at + 2);
        const auto colon = std::min(line.find(": "), line.size());
        const auto value = line.substr(std::min(colon + 2, line.size()));
        if (same_word(line.substr(0, colon), "content-length")) {
            std::from_chars(value.data(), value.data() + value.size(), head.body_bytes);
        } else if (same_word(line.substr(0, colon), "transfer-encoding")) {
            head.is_chunked = true;
        }
    }
    head.head_bytes = end + 4;
    return head;
}

/// One connection of the load.
class Client {
public:
    Client() = default;
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    ~Client() {
        if (socket_ >= 0) {
            ::close(socket_);
        }
    }

    bool connect(std::uint16_t port) {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const auto* const general = reinterpret_cast<const sockaddr*>(&address);
        return ::connect(socket_, general, sizeof address) == 0;
    }

    /// Requests are short, so that a blocking write never waits.
    bool send(const std::string& request) {
        sent_at_ = Stopwatch {};
        received_.clear();
        forgotten_ = 0;
        head_ = {};
        std::string_view rest = request;
        while (!rest.empty()) {
            const auto count = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (count <= 0) {
                return false;
            }
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    /// Takes what has come; false when the connection broke.
    bool receive() {
        std::array<char, 65'536> piece {};
        const auto count = ::recv(socket_, piece.data(), piece.size(), 0);
        if (count <= 0) {
            return false;
        }
        received_.append(piece.data(), static_cast<std::size_t>(count));
        if (head_.head_bytes == 0) {
            head_ = read_head(received_);
        }
        return true;
    }

    [[nodiscard]] bool is_answered() const {
        if (head_.head_bytes == 0) {
            return false;
        }
        return head_.is_chunked
            ? received_.ends_with("\r\n0\r\n\r\n")
            : forgotten_ + received_.size() >= head_.head_bytes + head_.body_bytes;
    }

    /// Hands the body that has come to `note`, but for its end, and drops it.
    void forget_body(FunctionRef<void(std::string_view piece)> note) {
        constexpr std::size_t end_bytes = 7;
        if (head_.head_bytes == 0 || received_.size() < head_.head_bytes + end_bytes) {
            return;
        }
        const auto count = received_.size() - head_.head_bytes - end_bytes;
        note(std::string_view { received_ }.substr(head_.head_bytes, count));
        received_.erase(head_.head_bytes, count);
        forgotten_ += count;
    }

    void count(LoadResult& result) const {
        const bool good = head_.status >= 200 && head_.status < 300;
        (good ? result.answers : result.failures) += 1;
        if (!good && result.first_failure.empty()) {
            result.first_failure = received_;
        }
        result.body_bytes += received_.size() - head_.head_bytes;
        constexpr double us = 1e6;
        result.latencies_us.push_back(static_cast<std::uint32_t>(sent_at_.seconds() * us));
    }

    [[nodiscard]] int socket() const { return socket_; }

    [[nodiscard]] int status() const { return head_.status; }

    [[nodiscard]] std::string body() const { return received_.substr(head_.head_bytes); }

private:
    int socket_ = -1;
    std::string received_;
    std::size_t forgotten_ = 0;
    AnswerHead head_;
    Stopwatch sent_at_;
};

class Load {
public:
    Load(const LoadOptions& options, NextRequest next)
        : options_(options)
        , next_(next)
        , poll_(::epoll_create1(EPOLL_CLOEXEC)) { }

    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    ~Load() { ::close(poll_); }

    Result<LoadResult> run() {
        TRY(connect());
        const Stopwatch watch;
        for (const auto& client : clients_) {
            TRY(send_next(*client));
        }
        std::array<epoll_event, 256> events {};
        while (open_ > 0) {
            const int count = ::epoll_wait(poll_, events.data(), events.size(), -1);
            for (int i = 0; i < count; ++i) {
                auto& event = events[static_cast<std::size_t>(i)];
                TRY(take(*static_cast<Client*>(event.data.ptr)));
            }
        }
        result_.seconds = watch.seconds();
        return std::move(result_);
    }

private:
    Result<void> connect() {
        for (std::size_t i = 0; i < options_.connections; ++i) {
            auto& client = *clients_.emplace_back(std::make_unique<Client>());
            if (!client.connect(options_.port)) {
                return fail(Errc::unavailable, broken);
            }
            epoll_event event {};
            event.events = EPOLLIN;
            event.data.ptr = &client;
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, client.socket(), &event);
        }
        return {};
    }

    Result<void> send_next(Client& client) {
        const auto* request = next_();
        if (request == nullptr) {
            return {};
        }
        ++open_;
        return client.send(*request) ? Result<void> {} : fail(Errc::unavailable, broken);
    }

    Result<void> take(Client& client) {
        if (!client.receive()) {
            return fail(Errc::unavailable, broken);
        }
        if (client.is_answered()) {
            --open_;
            client.count(result_);
            return send_next(client);
        }
        return {};
    }

    LoadOptions options_;
    NextRequest next_;
    int poll_;
    std::vector<std::unique_ptr<Client>> clients_;
    std::size_t open_ = 0; ///< requests without their answer
    LoadResult result_;
};

} // namespace

double LoadResult::latency_ms(double share) const {
    if (latencies_us.empty()) {
        return 0;
    }
    auto sorted = latencies_us;
    std::ranges::sort(sorted);
    const auto last = static_cast<double>(sorted.size() - 1);
    constexpr double us_per_ms = 1'000;
    return sorted[static_cast<std::size_t>(share * last)] / us_per_ms;
}

Result<LoadResult> send_all(const LoadOptions& options, std::span<const std::string> requests) {
    std::size_t sent = 0;
    const auto next = [&] { return sent < requests.size() ? &requests[sent++] : nullptr; };
    return Load { options, next }.run();
}

Result<LoadResult>
send_for(const LoadOptions& options, std::span<const std::string> requests, double seconds) {
    std::size_t sent = 0;
    const Stopwatch watch;
    const auto next = [&]() -> const std::string* {
        return watch.seconds() < seconds ? &requests[sent++ % requests.size()] : nullptr;
    };
    return Load { options, next }.run();
}

Result<std::string> send_one(std::uint16_t port, const std::string& request) {
    Client client;
    if (!client.connect(port) || !client.send(request)) {
        return fail(Errc::unavailable, broken);
    }
    while (!client.is_answered()) {
        if (!client.receive()) {
            return fail(Errc::unavailable, broken);
        }
    }
    if (client.status() / 100 != 2) {
        return fail(
            Errc::unavailable,
            compose(
                { "回答 {}：{}", "the answer was {}: {}" },
                { std::to_string(client.status()), client.body().substr(0, 500) }
            )
        );
    }
    return client.body();
}

Result<CountedAnswer> count_answer(std::uint16_t port, const std::string& request) {
    const Stopwatch watch;
    Client client;
    if (!client.connect(port) || !client.send(request)) {
        return fail(Errc::unavailable, broken);
    }
    CountedAnswer answer;
    const auto note = [&](std::string_view piece) {
        answer.bytes += piece.size();
        answer.lines += static_cast<std::size_t>(std::ranges::count(piece, '\n'));
    };
    while (!client.is_answered()) {
        if (!client.receive()) {
            return fail(Errc::unavailable, broken);
        }
        answer.status = client.status();
        client.forget_body(note);
    }
    client.forget_body(note);
    answer.seconds = watch.seconds();
    return answer;
}

std::string request_text(
    std::string_view method,
    std::string_view target,
    std::string_view headers,
    std::string_view body
) {
    std::string text { method };
    text.append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n").append(headers);
    if (!body.empty()) {
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    return text.append("\r\n").append(body);
}

} // namespace boai::bench
