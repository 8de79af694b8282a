/// \file
/// Tables that an import wrote and an officer filled in, as the next one reads them.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::app {

/// How such a table begins: the heads as delimited text.
[[nodiscard]] std::string filled_head(std::span<const std::string_view> heads);

/// A row of such a table.
struct FilledRow {
    std::uint32_t number = 0; ///< counting from 1
    std::vector<std::string> texts; ///< by the heads that were asked for; empty for an empty cell
};

/// The table by the heads in its first row, in any format that is imported; further columns are
/// passed over. `malformed` tells what is missing in row "{}".
/// Errors: as exchange::read_workbook; invalid when a head is not there.
[[nodiscard]] Result<std::vector<FilledRow>>
read_filled(std::string_view bytes, std::span<const std::string_view> heads, Text malformed);

/// The number of a row that a cell names. Errors: invalid, as `malformed` says of row `number`.
[[nodiscard]] Result<std::uint32_t>
row_named(const FilledRow& row, std::size_t head, Text malformed);

} // namespace boai::app
