#include "support/raw_client.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace boai::test {
namespace {

constexpr std::chrono::milliseconds patience { 30'000 }; // a busy machine is no fault

}  // namespace

RawClient::RawClient(std::uint16_t port, int receive_buffer_bytes)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer_bytes > 0) {
        setsockopt(
            socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes
        );
    }
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

RawClient::~RawClient() {
    ::close(socket_);
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string RawClient::receive() {
    auto head = receive_head();
    std::size_t length = 0;
    constexpr std::string_view name = "\r\nContent-Length: ";
    if (const auto at = head.find(name); at != std::string::npos) {
        length = std::strtoul(head.c_str() + at + name.size(), nullptr, 10);
    }
    while (received_.size() < length && receive_more(patience)) { }
    return head + take(length);
}

std::string RawClient::receive_head() {
    return receive_until("\r\n\r\n");
}

std::string RawClient::receive_until(std::string_view part) {
    while (!received_.contains(part) && receive_more(patience)) { }
    const auto at = received_.find(part);
    return take(at == std::string::npos ? received_.size() : at + part.size());
}

bool RawClient::is_closed_within(std::chrono::milliseconds time) {
    const auto deadline = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < deadline) {
        pollfd one { socket_, POLLIN, 0 };
        if (::poll(&one, 1, 50) > 0) {
            std::array<char, 4096> bytes {};
            if (::recv(socket_, bytes.data(), bytes.size(), 0) <= 0) {
                return true;
            }
        }
    }
    return false;
}

bool RawClient::receive_more(std::chrono::milliseconds time) {
    pollfd one { socket_, POLLIN, 0 };
    if (::poll(&one, 1, static_cast<int>(time.count())) <= 0) {
        return false;
    }
    std::array<char, 65536> bytes {};
    const auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) {
        return false;
    }
    received_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

std::string RawClient::take(std::size_t bytes) {
    auto taken = received_.substr(0, bytes);
    received_.erase(0, std::min(bytes, received_.size()));
    return taken;
}

int status_of_answer(std::string_view answer) {
    constexpr std::string_view start = "HTTP/1.1 ";
    return answer.starts_with(start)
        ? std::atoi(std::string { answer.substr(start.size(), 3) }.c_str())
        : 0;
}

std::string_view body_of_answer(std::string_view answer) {
    const auto at = answer.find("\r\n\r\n");
    return at == std::string_view::npos ? std::string_view {} : answer.substr(at + 4);
}

}  // namespace boai::test
