/// \file
/// OutgoingRows: which rows of a bank's statement are money that went out; no gift and no fault.
#pragma once

#include "exchange/gift_draft.hpp"
#include "exchange/gift_plan.hpp"

#include <span>
#include <vector>

namespace boai::exchange {

/// Tells the rows of one found table apart.
class OutgoingRows {
public:
    explicit OutgoingRows(const Table& table);

    /// Whether this row, sorted into `drafts`, is money that went out or was taken back.
    [[nodiscard]] bool
    holds(std::span<const Cell> row, std::span<const GiftDraft> drafts, GiftReader& reader) const;

private:
    [[nodiscard]] bool is_so_by_layout(
        std::span<const Cell> row, std::span<const GiftDraft> drafts, GiftReader& reader
    ) const;
    [[nodiscard]] bool is_so_by_column(
        std::span<const Cell> row, std::span<const GiftDraft> drafts, GiftReader& reader
    ) const;

    const Table& table_;
    std::vector<std::uint16_t> columns_;  ///< "支出", "借方"
};

}  // namespace boai::exchange
