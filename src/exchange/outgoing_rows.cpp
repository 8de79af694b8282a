#include "exchange/outgoing_rows.hpp"

#include "exchange/header_words.hpp"

#include <algorithm>

namespace boai::exchange {

OutgoingRows::OutgoingRows(const Table& table)
    : table_(table) {
    for (const auto& column : table.columns) {
        const auto words = column.field ? std::string {} : header_words(column.header);
        if (words.contains("支出") || words.contains("借方")) {
            columns_.push_back(column.column);
        }
    }
}

bool OutgoingRows::holds(
    std::span<const Cell> row, std::span<const GiftDraft> drafts, GiftReader& reader
) const {
    return is_so_by_layout(row, drafts, reader) || is_so_by_column(row, drafts, reader);
}

/// The layout's word for out, or an amount below zero where the layout has signs.
bool OutgoingRows::is_so_by_layout(
    std::span<const Cell> row, std::span<const GiftDraft> drafts, GiftReader& reader
) const {
    if (table_.layout == nullptr) {
        return false;
    }
    if (table_.direction) {
        const auto at = std::ranges::find(row, *table_.direction, &Cell::column);
        const auto word = at == row.end() ? std::string_view {} : reader.clean(*at);
        if (std::ranges::any_of(table_.layout->outgoing, [&](std::string_view out) {
                return word.contains(out);
            })) {
            return true;
        }
    }
    return table_.layout->signed_amounts
        && std::ranges::any_of(drafts, [&](const GiftDraft& draft) {
               const auto amount = draft.amount == nullptr
                   ? Money {}
                   : read_amount(reader.clean(*draft.amount), table_.unit).value_or(Money {});
               return amount.fen < 0;
           });
}

bool OutgoingRows::is_so_by_column(
    std::span<const Cell> row, std::span<const GiftDraft> drafts, GiftReader& reader
) const {
    const auto holds_money = [&](const Cell& cell) {
        const auto amount = read_amount(reader.clean(cell), table_.unit);
        return amount && amount->fen != 0;
    };
    const bool came_in = std::ranges::any_of(drafts, [&](const GiftDraft& draft) {
        return draft.amount != nullptr && holds_money(*draft.amount);
    });
    return !came_in && std::ranges::any_of(row, [&](const Cell& cell) {
        return std::ranges::find(columns_, cell.column) != columns_.end() && holds_money(cell);
    });
}

}  // namespace boai::exchange
