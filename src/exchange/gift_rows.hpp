/// \file
/// Reads the rows of a found table as gifts, totals and remarks.
#pragma once

#include "exchange/gift_plan.hpp"

namespace boai::exchange {

/// What the rows of one table hold.
struct GiftRows {
    std::vector<PlannedGift> gifts;   ///< sheet and fingerprint are left to the caller
    std::vector<RowProblem> refused;  ///< sheet is left to the caller
    std::vector<Footer> footers;
    Money sum;
    std::optional<std::int64_t> stated_rows;
    std::optional<Money> stated_sum;
    std::vector<ColumnTotal> column_totals;
    std::optional<Day> footer_day;  ///< a day standing alone below the gifts
    std::vector<Message> warnings;
};

/// Reads all rows after the header. Totals and remarks are footers and never gifts; a row with an
/// amount is a gift even without a donor; vertically merged cells count for each of their rows,
/// except amounts and reference numbers, which count once.
[[nodiscard]] GiftRows read_gift_rows(
    const Workbook& workbook,
    const Sheet& sheet,
    const Table& table,
    std::span<const TargetField> fields
);

}  // namespace boai::exchange
