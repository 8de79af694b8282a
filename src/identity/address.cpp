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

}  // namespace

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
