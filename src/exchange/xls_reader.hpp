/// \file
/// Reads .xls files (BIFF8 of Excel 97 and later, BIFF5 of Excel 5 and 95).
#pragma once

#include "exchange/compound_file.hpp"
#include "exchange/sheet.hpp"

namespace boai::exchange {

/// Reads all worksheets; a formula counts with its stored result.
/// Errors: invalid when damaged, older than BIFF5 or protected by a password; over_limit.
/// Source: [MS-XLS].
[[nodiscard]] Result<Workbook> read_xls(const CompoundFile& file);

}  // namespace boai::exchange
