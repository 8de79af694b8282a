#include "identity/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace boai::identity {
namespace {

constexpr std::size_t ipv4_network_bytes = 3;
constexpr std::size_t ipv6_network_bytes = 6;

template <std::size_t Size>
std::string network_of(int family, std::array<unsigned char, Size> bytes, std::size_t kept) {
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(kept), bytes.end(), 0);
    std::array<char, INET6_ADDRSTRLEN> text {};
    inet_ntop(family, bytes.data(), text.data(), text.size());
    return std::string { text.data() } + "/" + std::to_string(kept * 8);
}

bool is_this_machine(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ')) {
        text.remove_suffix(1);
    }
    return text;
}

}  // namespace

std::string client_address(const http::Request& request) {
    const auto forwarded = request.header("x-forwarded-for");
    if (forwarded.empty() || !is_this_machine(request.peer)) {
        return request.peer;
    }
    // The proxy appends whom it saw; what stands before it was sent by the client.
    const auto comma = forwarded.rfind(',');
    const auto last = comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1);
    return std::string { trimmed(last) };
}

bool is_encrypted(const http::Request& request) {
    return request.header("x-forwarded-proto") == "https";
}

std::string coarse(std::string_view address) {
    constexpr std::string_view mapped = "::ffff:";
    if (address.starts_with(mapped)) {
        address.remove_prefix(mapped.size());
    }
    const std::string text { address };
    std::array<unsigned char, sizeof(in_addr)> four {};
    if (inet_pton(AF_INET, text.c_str(), four.data()) == 1) {
        return network_of(AF_INET, four, ipv4_network_bytes);
    }
    std::array<unsigned char, sizeof(in6_addr)> six {};
    if (inet_pton(AF_INET6, text.c_str(), six.data()) == 1) {
        return network_of(AF_INET6, six, ipv6_network_bytes);
    }
    return {};
}

}  // namespace boai::identity
