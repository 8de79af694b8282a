/// \file
/// Limits of the giving module.
#pragma once

#include <cstddef>
#include <cstdint>

namespace boai::giving {

inline constexpr std::int64_t amount_fen_max = 1'000'000'000'000;  ///< ten thousand million yuan
inline constexpr std::uint32_t donor_name_length_max = 200;
/// A leaf of the log has room for so many lines of goods, each as long as may be.
inline constexpr std::int64_t goods_lines_max = 80;
/// Gifts in kind that are counted at once, and shown as waiting for it.
inline constexpr std::size_t goods_counts_max = 100;
inline constexpr std::uint32_t goods_text_length_max = 60;  ///< of an item and of a specification
inline constexpr std::uint32_t goods_unit_length_max = 12;
inline constexpr std::int64_t goods_quantity_max = 1'000'000'000;  ///< of one line
/// Of an account of the ledger with its part: "1003/" and a channel's code.
inline constexpr std::uint32_t account_length_max = 40;

}  // namespace boai::giving
