/// \file
/// Tokens: secrets handed out once and stored as a keyed hash only.
#pragma once

#include "crypto/keys.hpp"
#include "crypto/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::crypto {

/// What a token lets its bearer do; a token of one kind is worthless as another.
enum class TokenKind : std::uint8_t {
    session = 1,   ///< a signed-in browser
    api = 2,       ///< a program; its text begins with "boai_", so that scanners find leaks
    one_time = 3,  ///< a first sign-in or an invitation
};

/// A fresh token: `text` goes to its bearer and nowhere else, `hash` (32 bytes) is stored.
struct NewToken {
    std::string text;
    std::string hash;
};

/// Makes and recognises tokens. Threads: any.
class TokenHasher {
public:
    explicit TokenHasher(MasterKey const& master);

    /// A token of 256 random bits.
    [[nodiscard]] NewToken make(TokenKind kind) const;

    /// The hash under which a token shown by a bearer is looked up: 32 bytes.
    [[nodiscard]] std::string hash(TokenKind kind, std::string_view text) const;

    /// Whether `text` is the token stored as `stored_hash`, in constant time.
    [[nodiscard]] bool
    matches(TokenKind kind, std::string_view text, std::string_view stored_hash) const;

private:
    LockedBytes token_key_;
    LockedBytes session_key_;
};

}  // namespace boai::crypto
