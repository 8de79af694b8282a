/// \file
/// GiftDraft: the cells of one gift sorted by meaning, and how they are read.
#pragma once

#include "exchange/gift_plan.hpp"

namespace boai::exchange {

/// One row of one table, its cells sorted by meaning; absent ones are null.
struct GiftDraft {
    const Cell* amount = nullptr;
    const Cell* day = nullptr;
    const Cell* donor = nullptr;
    const Cell* reference = nullptr;
    std::vector<std::pair<std::size_t, const Cell*>> texts;  ///< with the index of the field

    void clear();
    [[nodiscard]] bool any() const;
    /// Whether an amount stands with a donor or a reference number of its own.
    [[nodiscard]] bool is_gift_of_its_own() const;
};

/// A fault of one cell.
struct CellFault {
    std::uint16_t column = 0;
    Message reason;
};

/// Reads drafts of one table.
class GiftReader {
public:
    GiftReader(const Workbook& workbook, AmountUnit unit)
        : workbook_(workbook)
        , unit_(unit) { }

    /// The clean text of a cell; valid until the next call of any function.
    [[nodiscard]] std::string_view clean(const Cell& cell);

    /// Whether a cell says that there is nothing: empty, "-" or "/".
    [[nodiscard]] bool is_dash(const Cell& cell);

    /// Reads a draft that has an amount into `gift`; `section_day` goes for a row without a day.
    /// A fault when the amount or the day cannot be read.
    [[nodiscard]] std::optional<CellFault>
    read(const GiftDraft& draft, std::optional<Day> section_day, PlannedGift& gift);

    /// Reference numbers passed over because a spreadsheet had rounded them.
    [[nodiscard]] std::size_t rounded_references() const { return rounded_references_; }

private:
    [[nodiscard]] bool read_day_cell(const Cell& cell, std::optional<Day>& day);
    void read_reference(const Cell& cell, std::string& reference);

    const Workbook& workbook_;
    AmountUnit unit_;
    std::string cleaned_;
    std::size_t rounded_references_ = 0;
};

} // namespace boai::exchange
