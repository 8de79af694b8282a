/// \file
/// Limits of the spending module.
#pragma once

#include <cstdint>

namespace boai::spending {

inline constexpr std::int64_t amount_fen_max = 1'000'000'000'000; ///< ten thousand million yuan
inline constexpr std::uint32_t title_length_max = 80;
/// What an officer may approve where no rule says otherwise: 10,000 yuan.
inline constexpr std::int64_t officer_limit_fen = 1'000'000;
/// Money that lies unused longer is told, where neither purpose nor rule says otherwise.
inline constexpr std::int64_t idle_days_default = 30;
/// An allocation the receiver has not answered in this many days is chased.
inline constexpr std::int64_t chase_days_default = 3;

} // namespace boai::spending
