/// \file
/// Passwords: their rules, and Argon2id hashes of them.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace boai::crypto {

inline constexpr std::size_t password_characters_min = 10;
inline constexpr std::size_t password_bytes_max = 1024;

/// How hard one guess is made.
struct PasswordCost {
    std::uint64_t passes = 3;
    std::size_t memory_bytes = std::size_t { 64 } << 20U;
};

/// About a tenth of a second on one core of a small server. Twice the memory that RFC 9106 and
/// OWASP ask as the least, because a society has few sign-ins and weak passwords.
/// Source: RFC 9106 section 4 (second recommended option: 3 passes, 64 MiB).
inline constexpr PasswordCost password_cost {};

/// Hashes with a fresh salt; the text holds algorithm, cost and salt.
/// At most two hashes are computed at once, in order that memory stays bounded; others wait.
/// Errors: invalid when longer than password_bytes_max; unavailable when memory is short.
/// Threads: any.
[[nodiscard]] Result<std::string>
hash_password(std::string_view password, PasswordCost cost = password_cost);

/// Whether `password` is the one hashed as `stored`. An empty `stored`, for a login that does not
/// exist, takes as long as a real one and is never right. Threads: any.
[[nodiscard]] bool verify_password(std::string_view stored, std::string_view password);

/// Whether `stored` was hashed at another cost and should be hashed again at the next sign-in.
[[nodiscard]] bool needs_rehash(std::string_view stored, PasswordCost cost = password_cost);

/// Holds a new password against the rules: 10 characters or more, at least 4 different ones, not
/// a common password or a run of the keyboard, not containing the login.
/// Errors: invalid, on field "password".
/// Source: NIST SP 800-63B section 5.1.1.2; GB/T 22239-2019, identity authentication.
[[nodiscard]] Result<void> check_password(std::string_view password, std::string_view login);

}  // namespace boai::crypto
