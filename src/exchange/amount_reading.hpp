/// \file
/// Reads amounts of money as offices write them.
#pragma once

#include "base/money.hpp"
#include "base/result.hpp"
#include "exchange/text_cleaning.hpp"

#include <optional>
#include <string_view>

namespace boai::exchange {

/// What 1 means in a column of amounts.
enum class AmountUnit : std::uint8_t { fen, yuan, ten_thousand_yuan, hundred_million_yuan };

/// The unit a header or title names, such as "金额（万元）" or "单位：元"; none when it names none.
/// `text` is clean (see clean_text).
[[nodiscard]] std::optional<AmountUnit> unit_named_in(std::string_view text);

/// The foreign currency a header names, such as "金额（美元）"; none for yuan. `text` is clean.
[[nodiscard]] std::optional<Text> foreign_currency_in(std::string_view text);

/// Why an amount in such a currency is not read.
[[nodiscard]] Message foreign_currency_problem(const Text& currency);

/// Reads "50,000.00", "¥1,234", "3万元", "(12.50)" or "2.3827683E5" exactly; `text` is clean. A
/// unit in the text goes before `unit`. What lies within 10^-4 fen of a fen and has at least 14
/// digits is taken for the dust of a floating point number and rounded away.
/// Errors: invalid when it is no amount, finer than a fen or beyond 10^15 fen.
[[nodiscard]] Result<Money> read_amount(std::string_view text, AmountUnit unit);

} // namespace boai::exchange
