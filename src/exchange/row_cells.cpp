#include "exchange/row_cells.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <iterator>

namespace boai::exchange {

RowCells::RowCells(const Sheet& sheet, const Table& table, std::span<const TargetField> fields)
    : sheet_(sheet)
    , table_(table)
    , fields_(fields)
    , places_(limits::import_columns_max, unmapped) {
    std::size_t blocks = 1;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        places_[column.column] = column.field ? static_cast<std::int16_t>(i) : headed;
        blocks = std::max<std::size_t>(blocks, column.block + 1U);
        if (column.field) {
            merged_.push_back({ i, MergedColumn { sheet, column.column }, {} });
        }
    }
    drafts_.resize(blocks);
}

bool RowCells::take(std::span<const Cell> row, GiftReader& reader) {
    for (auto& draft : drafts_) {
        draft.clear();
    }
    for (const auto& cell : row) {
        const auto place = places_[cell.column];
        if (place >= 0) {
            put(static_cast<std::size_t>(place), cell, reader);
        }
    }
    return fill_down(row, reader);
}

const TableColumn* RowCells::column_of(const Cell& cell) const {
    const auto place = places_[cell.column];
    return place < 0 ? nullptr : &table_.columns[static_cast<std::size_t>(place)];
}

bool RowCells::is_spare(const Cell& cell) const {
    return places_[cell.column] == unmapped;
}

bool RowCells::is_amount(const Cell& cell) const {
    const auto* const column = column_of(cell);
    return column != nullptr && kind_of(*column) == FieldKind::amount;
}

FieldKind RowCells::kind_of(const TableColumn& column) const {
    return fields_[*column.field].kind;
}

bool RowCells::spans_amount(const Cell& cell) {
    if (!wide_merges_known_) {
        std::ranges::copy_if(
            sheet_.merges,
            std::back_inserter(wide_merges_),
            [](const Merge& merge) { return merge.last_column > merge.first_column; }
        );
        std::ranges::sort(wide_merges_, {}, &Merge::first_row);
        wide_merges_known_ = true;
    }
    const auto range = std::ranges::equal_range(wide_merges_, cell.row, {}, &Merge::first_row);
    return std::ranges::any_of(range, [&](const Merge& merge) {
        return merge.first_column <= cell.column
            && std::ranges::any_of(table_.columns, [&](const TableColumn& column) {
                   return column.field && kind_of(column) == FieldKind::amount
                       && merge.first_column <= column.column && column.column <= merge.last_column;
               });
    });
}

void RowCells::put(std::size_t index, const Cell& cell, GiftReader& reader) {
    const auto& column = table_.columns[index];
    auto& draft = drafts_[column.block];
    switch (kind_of(column)) {
    case FieldKind::amount:
        draft.amount = reader.is_dash(cell) ? nullptr : &cell;
        break;
    case FieldKind::day:
        draft.day = &cell;
        break;
    case FieldKind::donor:
        draft.donor = &cell;
        break;
    case FieldKind::reference:
        draft.reference = &cell;
        break;
    case FieldKind::text:
        draft.texts.emplace_back(*column.field, &cell);
        break;
    }
}

bool RowCells::fill_down(std::span<const Cell> row, GiftReader& reader) {
    bool continued = false;
    for (auto& field : merged_) {
        const auto& column = table_.columns[field.column];
        const auto own = std::ranges::find(row, column.column, &Cell::column);
        const auto owner = field.merges.owner_of(row.front().row);
        if (own != row.end()) {
            field.shown = &*own;
        } else if (owner && field.shown != nullptr && field.shown->row == *owner) {
            continued = continued || kind_of(column) == FieldKind::amount;
            show_again(field, reader);
        }
    }
    return continued;
}

/// A merged amount or reference number counts once.
void RowCells::show_again(const MergedField& field, GiftReader& reader) {
    const auto kind = kind_of(table_.columns[field.column]);
    if (kind != FieldKind::amount && kind != FieldKind::reference) {
        put(field.column, *field.shown, reader);
    }
}

}  // namespace boai::exchange
