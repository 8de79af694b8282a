/// \file
/// Workbook: what a spreadsheet file holds, as sheets of non-empty cells in reading order.
/// Numbers keep the decimal text they were written with; nothing here is a floating point number.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::exchange {

/// What a cell holds. An empty cell is not stored at all.
enum class CellKind : std::uint8_t {
    text,
    number,    ///< decimal text, perhaps with an exponent; see NumberUse for days
    day_time,  ///< ISO text: "2020-02-05" or "2020-02-05T07:06:18"
    flag,      ///< "TRUE" or "FALSE"
    error,     ///< the name of a formula's error, such as "#REF!"
};

/// What the number format of a cell says its number is: a plain number or a spreadsheet serial.
enum class NumberUse : std::uint8_t { plain, day, time, day_time };

/// A place in the text of a Workbook.
struct StoredText {
    std::uint32_t offset = 0;
    std::uint16_t length = 0;
};

/// One non-empty cell; 16 bytes. Row and column count from 0.
struct Cell {
    std::uint32_t row = 0;
    StoredText text;
    std::uint16_t column = 0;
    CellKind kind = CellKind::text;
    NumberUse use = NumberUse::plain;
};

/// A merged range, all bounds included, counting from 0. Its value stands in the first cell.
struct Merge {
    std::uint32_t first_row = 0;
    std::uint32_t last_row = 0;
    std::uint16_t first_column = 0;
    std::uint16_t last_column = 0;
};

/// One sheet. Cells are sorted by row, then column; each place occurs once.
struct Sheet {
    std::string name;
    std::vector<Cell> cells;
    std::vector<std::uint32_t> row_starts; ///< index in `cells` of each non-empty row, and the end
    std::vector<Merge> merges; ///< in the order of the file

    [[nodiscard]] std::size_t row_count() const {
        return row_starts.empty() ? 0 : row_starts.size() - 1;
    }

    /// The cells of the `index`th non-empty row.
    [[nodiscard]] std::span<const Cell> row(std::size_t index) const {
        return std::span { cells }.subspan(
            row_starts[index], row_starts[index + 1] - row_starts[index]
        );
    }
};

/// The kinds of files that are read.
enum class FileKind : std::uint8_t { xlsx, ods, xls, csv };

/// All sheets of a file, and the text their cells point to.
struct Workbook {
    FileKind kind = FileKind::csv;
    bool from_1904 = false; ///< serials count from 1904-01-01 instead of 1899-12-30
    std::vector<Sheet> sheets;
    std::string text;

    [[nodiscard]] std::string_view text_of(StoredText place) const {
        return std::string_view { text }.substr(place.offset, place.length);
    }

    [[nodiscard]] std::string_view text_of(const Cell& cell) const { return text_of(cell.text); }
};

/// A value on its way into a cell.
struct CellValue {
    CellKind kind = CellKind::text;
    NumberUse use = NumberUse::plain;
    std::string_view text;
};

/// Builds a Workbook cell by cell and holds the limits of base/limits.hpp.
class WorkbookBuilder {
public:
    explicit WorkbookBuilder(FileKind kind) { workbook_.kind = kind; }

    void set_from_1904(bool from_1904) { workbook_.from_1904 = from_1904; }

    void begin_sheet(std::string name);

    /// Keeps a text that several cells share. Errors: over_limit.
    [[nodiscard]] Result<StoredText> store(std::string_view text);

    /// Puts a value at a place of the sheet begun last; an empty text leaves the cell empty, a
    /// second value replaces the first.
    /// Errors: over_limit beyond the rows, columns, cells or bytes of base/limits.hpp.
    [[nodiscard]] Result<void> put(std::uint32_t row, std::uint32_t column, CellValue value);
    /// The same with a text kept before.
    [[nodiscard]] Result<void> put(std::uint32_t row, std::uint32_t column, StoredText text);

    /// Notes a merged range. Errors: over_limit beyond as many merges as rows are allowed.
    [[nodiscard]] Result<void> merge(Merge range);

    /// Sorts what came out of order and gives the workbook away.
    [[nodiscard]] Workbook finish() &&;

private:
    [[nodiscard]] Result<void> append(Cell cell, std::uint32_t column);

    Workbook workbook_;
    std::size_t cell_count_ = 0;
    std::size_t row_count_ = 0;
    std::size_t merge_count_ = 0;
    std::vector<bool> sheet_sorted_;
};

/// The name of a column as the office sees it: 0 is "A", 27 is "AB".
[[nodiscard]] std::string column_name(std::uint32_t column);

} // namespace boai::exchange
