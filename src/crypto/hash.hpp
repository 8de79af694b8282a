/// \file
/// SHA-256, hexadecimal and base 64, and comparison that takes the same time for every content.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace boai::crypto {

/// A SHA-256 digest.
using Digest = std::array<std::uint8_t, 32>;

/// The digest's bytes as they go into a column or a file.
[[nodiscard]] inline std::string_view view(Digest const& digest) {
    return { reinterpret_cast<char const*>(digest.data()), digest.size() };
}

/// SHA-256 of `bytes` in one go. Threads: any. Source: FIPS 180-4.
[[nodiscard]] Digest sha256(std::string_view bytes);

/// SHA-256 of bytes that come in pieces.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void update(std::string_view bytes);
    /// The digest of all updates since the start or the last finish; begins again from nothing.
    [[nodiscard]] Digest finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// Lower-case hexadecimal.
[[nodiscard]] std::string hex(std::string_view bytes);
/// Reads what hex writes, in either case. Errors: invalid.
[[nodiscard]] Result<std::string> parse_hex(std::string_view text);

/// Base 64 with padding. Source: RFC 4648 section 4.
[[nodiscard]] std::string base64(std::string_view bytes);
/// Base 64 for URLs, without padding. Source: RFC 4648 section 5.
[[nodiscard]] std::string base64_url(std::string_view bytes);
/// Reads what base64 writes. Errors: invalid.
[[nodiscard]] Result<std::string> parse_base64(std::string_view text);
/// Reads what base64_url writes. Errors: invalid.
[[nodiscard]] Result<std::string> parse_base64_url(std::string_view text);

/// Whether `a` and `b` are the same bytes, in a time that depends on their lengths only.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

} // namespace boai::crypto
