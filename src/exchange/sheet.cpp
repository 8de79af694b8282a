#include "exchange/sheet.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

constexpr std::size_t cells_max = 16'000'000;  ///< 256 MB of cells
constexpr std::uint32_t row_number_max = 1U << 20U;  ///< the last row a spreadsheet can have

std::unexpected<Error> over(Text text, std::size_t limit) {
    return fail(Errc::over_limit, compose(text, { std::to_string(limit) }));
}

bool comes_before(const Cell& a, const Cell& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
}

bool same_place(const Cell& a, const Cell& b) {
    return a.row == b.row && a.column == b.column;
}

/// Sorts by place; of several values for one place the last stays.
void sort_cells(std::vector<Cell>& cells) {
    std::ranges::stable_sort(cells, comes_before);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i + 1 < cells.size() && same_place(cells[i], cells[i + 1])) {
            continue;
        }
        cells[kept++] = cells[i];
    }
    cells.resize(kept);
}

void index_rows(Sheet& sheet) {
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        if (i == 0 || sheet.cells[i].row != sheet.cells[i - 1].row) {
            sheet.row_starts.push_back(static_cast<std::uint32_t>(i));
        }
    }
    sheet.row_starts.push_back(static_cast<std::uint32_t>(sheet.cells.size()));
}

}  // namespace

void WorkbookBuilder::begin_sheet(std::string name) {
    workbook_.sheets.push_back({ std::move(name), {}, {}, {} });
    sheet_sorted_.push_back(true);
}

Result<StoredText> WorkbookBuilder::store(std::string_view text) {
    if (text.size() > limits::import_cell_bytes_max) {
        return over(
            { .zh = "有一个单元格超过 {} 字节。请缩短后再导入。",
              .en = "A cell is longer than {} bytes. Shorten it and import again." },
            limits::import_cell_bytes_max
        );
    }
    if (workbook_.text.size() + text.size() > limits::unpacked_bytes_max) {
        return over(
            { .zh = "文件展开后超过 {} 字节。请拆成几个文件再导入。",
              .en
              = "The file holds more than {} bytes when unpacked. Split it into several files." },
            limits::unpacked_bytes_max
        );
    }
    const StoredText place { static_cast<std::uint32_t>(workbook_.text.size()),
                             static_cast<std::uint16_t>(text.size()) };
    workbook_.text.append(text);
    return place;
}

Result<void> WorkbookBuilder::append(Cell cell, std::uint32_t column) {
    if (column >= limits::import_columns_max) {
        return over(
            { .zh = "表格超过 {} 列。请删去多余的列再导入。",
              .en = "The sheet has more than {} columns. Delete the spare ones and import again." },
            limits::import_columns_max
        );
    }
    auto& cells = workbook_.sheets.back().cells;
    const bool new_row = cells.empty() || cells.back().row != cell.row;
    row_count_ += new_row ? 1 : 0;
    if (row_count_ > limits::import_rows_max || cell.row >= row_number_max) {
        return over(
            { .zh = "表格超过 {} 行。请拆成几个文件再导入。",
              .en = "The file has more than {} rows. Split it into several files." },
            limits::import_rows_max
        );
    }
    if (++cell_count_ > cells_max) {
        return over(
            { .zh = "文件的单元格超过 {} 个。请拆成几个文件再导入。",
              .en = "The file has more than {} cells. Split it into several files." },
            cells_max
        );
    }
    cell.column = static_cast<std::uint16_t>(column);
    if (!cells.empty() && !comes_before(cells.back(), cell)) {
        sheet_sorted_.back() = false;
    }
    cells.push_back(cell);
    return {};
}

Result<void> WorkbookBuilder::put(std::uint32_t row, std::uint32_t column, CellValue value) {
    if (value.text.empty()) {
        return {};
    }
    const auto text = TRY(store(value.text));
    return append({ row, text, 0, value.kind, value.use }, column);
}

Result<void> WorkbookBuilder::put(std::uint32_t row, std::uint32_t column, StoredText text) {
    if (text.length == 0) {
        return {};
    }
    return append({ row, text, 0, CellKind::text, NumberUse::plain }, column);
}

Result<void> WorkbookBuilder::merge(Merge range) {
    if (++merge_count_ > limits::import_rows_max) {
        return over(
            { .zh = "文件的合并单元格超过 {} 处。请取消合并后再导入。",
              .en = "The file has more than {} merged ranges. Unmerge them and import again." },
            limits::import_rows_max
        );
    }
    workbook_.sheets.back().merges.push_back(range);
    return {};
}

Workbook WorkbookBuilder::finish() && {
    for (std::size_t i = 0; i < workbook_.sheets.size(); ++i) {
        auto& sheet = workbook_.sheets[i];
        if (!sheet_sorted_[i]) {
            sort_cells(sheet.cells);
        }
        index_rows(sheet);
    }
    return std::move(workbook_);
}

std::string column_name(std::uint32_t column) {
    std::string name;
    for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return name;
}

}  // namespace boai::exchange
