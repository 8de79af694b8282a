/// \file
/// TableValue: a value on its way into a written table.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <string_view>
#include <variant>

namespace boai::exchange {

/// Nothing, a text, an amount, a whole number or a day. Texts are borrowed.
using TableValue = std::variant<std::monostate, std::string_view, Money, std::int64_t, Day>;

} // namespace boai::exchange
