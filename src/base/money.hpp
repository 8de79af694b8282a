/// \file
/// Money: an amount in whole fen. No floating point touches it.
#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace boai {

/// An amount of renminbi in fen (1 yuan = 100 fen); negative for what is taken back.
struct Money {
    std::int64_t fen = 0;

    friend constexpr auto operator<=>(Money, Money) = default;

    friend constexpr Money operator+(Money a, Money b) { return { a.fen + b.fen }; }

    friend constexpr Money operator-(Money a, Money b) { return { a.fen - b.fen }; }

    friend constexpr Money operator-(Money a) { return { -a.fen }; }
};

/// Reads plain decimal yuan such as "1234.5", "-0.01" or "1,234.50" exactly.
/// Errors: invalid when empty, not a number, finer than one fen, commas not by thousands,
/// or beyond 10^15 fen.
[[nodiscard]] Result<Money> parse_money(std::string_view yuan);

/// Writes yuan with two places and no grouping: "1234.50".
[[nodiscard]] std::string to_string(Money amount);

/// Writes yuan with two places, grouped by thousands: "1,234.50".
[[nodiscard]] std::string grouped(Money amount);
/// Writes a whole number grouped by thousands: "1,234".
[[nodiscard]] std::string grouped_count(std::int64_t count);

}  // namespace boai
