/// \file
/// Reads delimited text: .csv, .tsv and text saved under a spreadsheet's name.
#pragma once

#include "exchange/sheet.hpp"

#include <string_view>

namespace boai::exchange {

/// The delimiter of a table of text: the one of comma, semicolon, tab and bar that gives the
/// most rows the same number of fields.
[[nodiscard]] char sniff_delimiter(std::string_view text);

/// Reads a file of delimited text as one sheet of text cells (RFC 4180, any line ends).
/// Errors: invalid when it is not text or a quote is never closed; over_limit.
[[nodiscard]] Result<Workbook> read_csv(std::string_view bytes);

}  // namespace boai::exchange
