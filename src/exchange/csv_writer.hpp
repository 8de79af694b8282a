/// \file
/// Writes tables as delimited text that spreadsheet programs open rightly and safely.
#pragma once

#include "exchange/table_value.hpp"

#include <span>
#include <string>

namespace boai::exchange {

/// What a CSV file begins with, so that Excel takes it for UTF-8.
inline constexpr std::string_view csv_byte_order_mark { "\xEF\xBB\xBF" };

/// Appends one record to `out` (RFC 4180, CRLF). A text that a spreadsheet would take for a
/// formula (it begins with = + - @, a tab or a line end, full-width forms too) gets a ' in front.
/// Amounts are written in yuan, days as ISO.
void append_csv_row(std::string& out, std::span<const TableValue> values);

} // namespace boai::exchange
