/// \file
/// Finds the table in a sheet: titles, header row, columns and what they mean.
#pragma once

#include "exchange/amount_reading.hpp"
#include "exchange/day_reading.hpp"
#include "exchange/known_layout.hpp"
#include "exchange/sheet.hpp"
#include "exchange/target_field.hpp"
#include "exchange/total_label.hpp"

#include <map>

namespace boai::exchange {

/// One column of a table.
struct TableColumn {
    std::uint16_t column = 0;          ///< counting from 0
    std::string header;                ///< clean text; empty when it has none
    std::optional<std::size_t> field;  ///< index into the target fields
    std::uint16_t block = 0;           ///< tables may stand side by side; 0 is the left one
};

/// What a sheet looks like before its rows are read. Row indexes are of Sheet::row.
struct Table {
    std::vector<std::string> titles;        ///< clean texts above the header
    std::optional<std::size_t> header;      ///< row index; none when the sheet has no header
    std::size_t first_data = 0;             ///< row index
    std::vector<TableColumn> columns;       ///< from left to right
    AmountUnit unit = AmountUnit::yuan;     ///< of the amount columns
    std::optional<FoundDay> title_day;
    std::optional<TotalLabel> title_total;
    std::optional<Text> foreign_currency;  ///< named by the header of the amounts
    const KnownLayout* layout = nullptr;   ///< the statement its header is known as, if any
    std::optional<std::uint16_t> direction;  ///< of the layout: the column that says in or out
    std::vector<Message> warnings;

    /// Whether a column is mapped to a field of this kind.
    [[nodiscard]] bool has(FieldKind kind, std::span<const TargetField> fields) const;
};

/// What an officer or a profile says of a sheet; it goes before what is found.
struct Mapping {
    std::optional<std::uint32_t> header_row;      ///< counting from 1; 0 for no header
    std::map<std::uint16_t, std::size_t> fields;  ///< column from 0 to target field
    std::optional<AmountUnit> unit;
};

/// Finds the table by the words of its header, else by its shape (the columns then mean nothing
/// until somebody maps them). A mapping replaces the meaning of all columns.
[[nodiscard]] Table find_table(
    const Workbook& workbook,
    const Sheet& sheet,
    std::span<const TargetField> fields,
    const Mapping* mapping
);

/// Whether the header names goods and how many of them, so that any amount is their value.
[[nodiscard]] bool lists_goods(const Table& table);

/// Tells tables of one kind from others: the words of the header cells in order.
[[nodiscard]] std::string header_fingerprint(const Table& table);

}  // namespace boai::exchange
