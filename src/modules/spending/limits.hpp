/// \file
/// Limits of the spending module.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace boai::spending {

inline constexpr std::int64_t amount_fen_max = 1'000'000'000'000; ///< ten thousand million yuan
inline constexpr std::uint32_t title_length_max = 80;
/// What an officer may approve where no rule says otherwise: 10,000 yuan.
inline constexpr std::int64_t officer_limit_fen = 1'000'000;
/// The longest an alarm waits: ten years.
inline constexpr std::int64_t alarm_days_max = 3'650;
/// What waits longer is late where no rule says otherwise: to enter, receipt, settle, spend,
/// approve, pay, prove and confirm.
inline constexpr std::array<std::int64_t, 8> alarm_days_default { 3, 3, 7, 30, 3, 3, 3, 3 };
/// Gifts entered since are looked at for having been entered late.
inline constexpr std::int64_t entered_days = 31;
/// What waits at a step is told one by one up to so many, the latest first.
inline constexpr std::size_t waiting_rows_max = 200;

} // namespace boai::spending
