/// \file
/// Reads .ods files (OpenDocument spreadsheets).
#pragma once

#include "exchange/sheet.hpp"
#include "exchange/zip_file.hpp"

namespace boai::exchange {

/// Reads all sheets; repeated rows and cells count as often as they are repeated.
/// Errors: invalid when damaged or malformed; over_limit.
[[nodiscard]] Result<Workbook> read_ods(ZipFile archive);

}  // namespace boai::exchange
