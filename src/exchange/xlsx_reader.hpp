/// \file
/// Reads .xlsx files (ECMA-376 SpreadsheetML).
#pragma once

#include "exchange/sheet.hpp"
#include "exchange/zip_file.hpp"

namespace boai::exchange {

/// Reads all worksheets, hidden ones too; a formula counts with its stored result.
/// Errors: invalid when damaged or malformed; over_limit.
[[nodiscard]] Result<Workbook> read_xlsx(ZipFile archive);

}  // namespace boai::exchange
