/// \file
/// Ed25519 signatures.
#pragma once

#include "crypto/secret.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace boai::crypto {

inline constexpr std::size_t seed_size = 32;
inline constexpr std::size_t public_key_size = 32;
inline constexpr std::size_t signature_size = 64;

using PublicKey = std::array<std::uint8_t, public_key_size>;

/// A signing key, in locked memory. Threads: any. Source: RFC 8032.
class SigningKey {
public:
    /// The key that grows from this seed.
    explicit SigningKey(std::span<std::uint8_t const, seed_size> seed);
    /// A new key.
    [[nodiscard]] static SigningKey make();

    [[nodiscard]] PublicKey const& public_key() const { return public_key_; }

    /// 64 bytes; the same for the same message each time.
    [[nodiscard]] std::string sign(std::string_view message) const;
    /// What the key grows from, to be stored as a secret.
    [[nodiscard]] std::span<std::uint8_t const, seed_size> seed() const;

private:
    LockedBytes secret_;
    PublicKey public_key_ {};
};

/// Whether `signature` is this key's over `message`. Threads: any.
[[nodiscard]] bool
is_signed(std::string_view message, std::string_view signature, PublicKey const& key);

} // namespace boai::crypto
