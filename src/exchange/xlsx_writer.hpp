/// \file
/// XlsxWriter: writes one table as an .xlsx file, row by row, in little memory. What is
/// written waits in temporary files.
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
    /// Begins a file; its header row stays in view while scrolling. What is more than the 1,048,576
    /// rows that a sheet holds goes on in a second one, and so on.
    /// Errors: unavailable when there is no room for temporary data.
    [[nodiscard]] static Result<XlsxWriter>
    create(const std::string& sheet_name, std::span<const WrittenColumn> columns);

    XlsxWriter(XlsxWriter&& other) noexcept;
    XlsxWriter& operator=(XlsxWriter&& other) noexcept;
    ~XlsxWriter();

    /// Adds a row below the last. Texts longer than a cell can hold are cut.
    /// Errors: unavailable when there is no room for temporary data.
    [[nodiscard]] Result<void> add_row(std::span<const TableValue> values);

    /// Ends the file: no more rows. Errors: unavailable when there is no room for temporary data.
    [[nodiscard]] Result<void> close();

    /// The next bytes of the ended file, at most `bytes_max`; empty after the last.
    /// Errors: unavailable when they cannot be read.
    [[nodiscard]] Result<std::string> read_some(std::size_t bytes_max);

    /// Ends the file and gives all its bytes, for a small one; the writer is done then.
    /// Errors: unavailable when there is no room for temporary data.
    [[nodiscard]] Result<std::string> finish();

private:
    struct File;

    explicit XlsxWriter(std::unique_ptr<File> file);

    std::unique_ptr<File> file_;
};

} // namespace boai::exchange
