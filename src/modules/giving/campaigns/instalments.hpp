/// \file
/// Instalments of a pledge: read from what an officer types, and settled by what was paid. Pure.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace boai::giving {

/// So much by a day.
struct Instalment {
    Day due_on;
    Money amount;

    friend bool operator==(const Instalment&, const Instalment&) = default;
};

/// Of one pledge, at most.
inline constexpr std::size_t instalments_max = 120;

/// Reads one instalment a line, "2026-06-01 5000.00", and puts them in order.
/// Errors: invalid (field "instalments"), naming the line; when there is none, more than
/// instalments_max, or they do not come to `total`.
Result<std::vector<Instalment>> parse_instalments(std::string_view text, Money total);

/// What of each instalment is still open when so much was paid, the earliest first. `instalments`
/// in order of their days.
[[nodiscard]] std::vector<Money> open_of(std::span<const Instalment> instalments, Money paid);

} // namespace boai::giving
