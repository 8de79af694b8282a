/// \file
/// Reads any spreadsheet file an office has, whatever its name says.
#pragma once

#include "exchange/sheet.hpp"

#include <string_view>

namespace boai::exchange {

/// Reads .xlsx, .ods, .xls and delimited text; the kind is found by the content.
/// Errors: invalid when it is no spreadsheet, damaged, cut off, password-protected or has no
/// cell at all; over_limit beyond base/limits.hpp.
/// Threads: any.
[[nodiscard]] Result<Workbook> read_workbook(std::string_view bytes);

}  // namespace boai::exchange
