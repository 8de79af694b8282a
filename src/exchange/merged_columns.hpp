/// \file
/// MergedColumn: which rows of a column share one vertically merged cell.
#pragma once

#include "exchange/sheet.hpp"

#include <optional>

namespace boai::exchange {

/// The vertical merges over one column, asked row by row downwards; all questions together take
/// time linear in rows and merges.
class MergedColumn {
public:
    /// Takes the merges of `sheet` that cover `column` and more than one row.
    MergedColumn(const Sheet& sheet, std::uint16_t column);

    /// The first row of the merge that covers `row` and begins above it. Rows must not go back up.
    [[nodiscard]] std::optional<std::uint32_t> owner_of(std::uint32_t row);

private:
    struct Range {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };

    std::vector<Range> ranges_;
    std::size_t at_ = 0;
};

} // namespace boai::exchange
