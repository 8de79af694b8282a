/// \file
/// How failed sign-ins are counted and when a login has to wait.
#pragma once

#include "base/limits.hpp"
#include "base/time.hpp"
#include "crypto/vault.hpp"
#include "identity/store.hpp"

#include <cstdint>
#include <string_view>

namespace boai::identity {

inline constexpr std::int64_t failures_before_lockout = limits::failures_before_lockout;
inline constexpr std::int64_t minute_ms = 60'000;
/// The first lockout; each one after it, without a sign-in between, is twice as long.
inline constexpr std::int64_t lockout_ms = limits::lockout_minutes * minute_ms;
inline constexpr std::int64_t lockout_ms_max
    = limits::lockout_hours_max * std::int64_t { 60 } * minute_ms;
/// Failures older than this no longer count.
inline constexpr std::int64_t failures_kept_ms = std::int64_t { 24 } * 60 * minute_ms;

/// The number under which failures of a login are counted, whether there is such a user or not: the
/// login itself is not written down, as people type passwords there.
[[nodiscard]] std::int64_t login_number(const crypto::Vault& vault, std::string_view login);

/// The counter after one more failure at `now`.
[[nodiscard]] Failures after_failure(Failures failures, Instant now);

} // namespace boai::identity
