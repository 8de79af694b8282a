/// \file
/// RowCells: the cells of a row handed to the tables side by side and to the fields they stand for.
#pragma once

#include "exchange/gift_draft.hpp"
#include "exchange/gift_plan.hpp"
#include "exchange/merged_columns.hpp"

#include <span>
#include <vector>

namespace boai::exchange {

/// The columns of one found table, asked row by row downwards.
class RowCells {
public:
    RowCells(const Sheet& sheet, const Table& table, std::span<const TargetField> fields);

    /// Hands each cell of a row to its block and field, merged ones in all their rows. True when
    /// the row continues a merged amount, so that it is a part of the gift above.
    bool take(std::span<const Cell> row, GiftReader& reader);

    /// Of the row taken last, by block.
    [[nodiscard]] std::vector<GiftDraft>& drafts() { return drafts_; }

    [[nodiscard]] const std::vector<GiftDraft>& drafts() const { return drafts_; }

    /// The number of tables side by side.
    [[nodiscard]] std::size_t blocks() const { return drafts_.size(); }

    /// The column a cell belongs to, when that is mapped.
    [[nodiscard]] const TableColumn* column_of(const Cell& cell) const;
    /// Whether a cell stands in a column with neither header nor meaning.
    [[nodiscard]] bool is_spare(const Cell& cell) const;
    [[nodiscard]] bool is_amount(const Cell& cell) const;
    [[nodiscard]] FieldKind kind_of(const TableColumn& column) const;
    /// Whether a cell is merged to the right over an amount, as headings are.
    [[nodiscard]] bool spans_amount(const Cell& cell);

private:
    static constexpr std::int16_t unmapped = -1; ///< neither header nor meaning
    static constexpr std::int16_t headed = -2; ///< a header, but no meaning

    /// A mapped column with its vertical merges and the cell they show now.
    struct MergedField {
        std::size_t column = 0; ///< index into table_.columns
        MergedColumn merges;
        const Cell* shown = nullptr;
    };

    void put(std::size_t index, const Cell& cell, GiftReader& reader);
    bool fill_down(std::span<const Cell> row, GiftReader& reader);
    void show_again(const MergedField& field, GiftReader& reader);

    const Sheet& sheet_;
    const Table& table_;
    std::span<const TargetField> fields_;
    std::vector<std::int16_t> places_; ///< by column: index into table_.columns or a mark
    std::vector<MergedField> merged_;
    std::vector<GiftDraft> drafts_;
    std::vector<Merge> wide_merges_;
    bool wide_merges_known_ = false;
};

} // namespace boai::exchange
