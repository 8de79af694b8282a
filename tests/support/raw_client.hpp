/// \file
/// A client that sends exactly the bytes it is given.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace boai::test {

/// One TCP connection to 127.0.0.1.
class RawClient {
public:
    explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0);
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient();

    /// False when the other side has closed.
    bool send(std::string_view bytes);
    /// One whole answer: head, and as much body as Content-Length says. Less when the other side
    /// closes or half a minute passes.
    [[nodiscard]] std::string receive();
    /// The head alone: the answer to HEAD, or the start of an event stream.
    [[nodiscard]] std::string receive_head();
    /// Everything until `part` has come.
    [[nodiscard]] std::string receive_until(std::string_view part);
    /// True when the other side closes within `patience`; what it sends before is thrown away.
    [[nodiscard]] bool is_closed_within(std::chrono::milliseconds patience);

private:
    bool receive_more(std::chrono::milliseconds patience);
    std::string take(std::size_t bytes);

    int socket_ = -1;
    std::string received_;
};

/// The status of an answer; 0 when it is none.
[[nodiscard]] int status_of_answer(std::string_view answer);
[[nodiscard]] std::string_view body_of_answer(std::string_view answer);

} // namespace boai::test
