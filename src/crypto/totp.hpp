/// \file
/// The second factor: six digits that change every 30 seconds.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::crypto {

/// A fresh secret of 160 bits in base 32, as authenticator programs take it: 32 characters.
[[nodiscard]] std::string new_totp_secret();

/// The address that authenticator programs read from a QR code.
[[nodiscard]] std::string
totp_uri(std::string_view secret, std::string_view login, std::string_view issuer);

/// The number of the 30-second step in which a moment lies.
[[nodiscard]] std::int64_t totp_step(Instant at);

/// The six digits of one step (HMAC-SHA-1). Errors: corrupt when `secret` is not base 32.
/// Source: RFC 6238, RFC 4226 section 5.
[[nodiscard]] Result<std::string> totp_code(std::string_view secret, std::int64_t step);

/// Accepts a code of this step or of one step before or after, and gives its step, which the
/// caller stores as the next `last_used_step` (0 at first): no code is accepted twice.
/// Spaces in the code are ignored.
/// Errors: unauthenticated when wrong, too old or used; corrupt when `secret` is not base 32.
[[nodiscard]] Result<std::int64_t> accept_totp(
    std::string_view secret, std::string_view code, Instant now, std::int64_t last_used_step
);

/// Base 32 without padding. Source: RFC 4648 section 6.
[[nodiscard]] std::string base32(std::string_view bytes);
/// Reads what base32 writes, in either case. Errors: invalid.
[[nodiscard]] Result<std::string> parse_base32(std::string_view text);

}  // namespace boai::crypto
