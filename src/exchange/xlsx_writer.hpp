/// \file
/// XlsxWriter: writes one table as an .xlsx file, row by row, in little memory.
#pragma once

#include "base/result.hpp"
#include "exchange/table_value.hpp"

#include <memory>
#include <span>
#include <string>

namespace boai::exchange {

/// A column of a table to be written.
struct WrittenColumn {
    std::string header;
    int width = 16; ///< in characters
};

/// An .xlsx file being written. Texts are always texts, never formulas. Threads: one.
class XlsxWriter {
public:
    /// Begins a file of one sheet; the header row stays in view while scrolling.
    /// Errors: unavailable when there is no room for temporary data.
    [[nodiscard]] static Result<XlsxWriter>
    create(const std::string& sheet_name, std::span<const WrittenColumn> columns);

    XlsxWriter(XlsxWriter&& other) noexcept;
    XlsxWriter& operator=(XlsxWriter&& other) noexcept;
    ~XlsxWriter();

    /// Adds a row below the last. Texts longer than a cell can hold are cut.
    /// Errors: over_limit beyond the 1,048,576 rows of a sheet.
    [[nodiscard]] Result<void> add_row(std::span<const TableValue> values);

    /// Ends the file and gives its bytes; the writer is done then.
    /// Errors: unavailable when there is no room for temporary data.
    [[nodiscard]] Result<std::string> finish();

private:
    struct File;

    explicit XlsxWriter(std::unique_ptr<File> file);

    std::unique_ptr<File> file_;
};

} // namespace boai::exchange
