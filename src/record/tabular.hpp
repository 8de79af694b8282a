/// \file
/// Records as rows of a table for people: headings in their language, one cell per field.
#pragma once

#include "base/text.hpp"
#include "record/branch_tree.hpp"
#include "record/json.hpp"
#include "record/labels.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace boai::record {

/// One cell: its value as a number where a spreadsheet can reckon with it, else as text.
struct Cell {
    enum class Type : std::uint8_t { empty, text, number, amount, day };
    Type type = Type::empty;
    std::int64_t number = 0; ///< fen of an amount, the number of a day
    std::string text {};
};

/// How rows are written.
struct TableStyle {
    const RecordType& type;
    const BranchTree& branches;
    Language language = Language::zh;
    Show show = Show::masked;
};

/// Id, branch, the fields, and when it was entered.
[[nodiscard]] std::vector<std::string> headings(const TableStyle& style);

/// The cells of one record under those headings.
[[nodiscard]] std::vector<Cell>
cells_of(const TableStyle& style, const Loaded& row, const Labels& labels);

} // namespace boai::record
