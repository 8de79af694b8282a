/// \file
/// Limits of the giving module.
#pragma once

#include <cstdint>

namespace boai::giving {

inline constexpr std::int64_t amount_fen_max = 1'000'000'000'000;  ///< ten thousand million yuan
inline constexpr std::uint32_t donor_name_length_max = 200;

}  // namespace boai::giving
