#include "modules/giving/statements/unidentified_figures.hpp"

#include <array>

namespace boai::giving {
namespace {

using figures::Cell;
using figures::Cells;
using storage::Row;

constexpr figures::Dimension unidentified_dimensions[] = {
    { "channel", { "渠道", "Channel" }, "giving.channel" },
};

/// Each receipt on the day it came, and the other way on the day it left.
constexpr std::string_view receipts_sql = R"(
SELECT branch_id, day, channel, amount, 1 FROM giving_unidentified_receipt
UNION ALL
SELECT branch_id, ended_on, channel, -amount, -1 FROM giving_unidentified_receipt
WHERE ended_on IS NOT NULL
)";

Result<Cells> recount_unidentified(figures::Queries queries, int value_column) {
    Cells cells;
    TRY(queries(receipts_sql, {}, [&](const Row& row) -> Result<void> {
        const auto value = row.number(value_column);
        cells[Cell { row.id(0), "", "", row.day(1) }] += value;
        cells[Cell { row.id(0), "channel", to_string(row.id(2)), row.day(1) }] += value;
        return {};
    }));
    std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
    return cells;
}

Result<Cells> recount_unidentified_amount(figures::Queries queries) {
    constexpr int amount_column = 3;
    return recount_unidentified(queries, amount_column);
}

Result<Cells> recount_unidentified_receipts(figures::Queries queries) {
    constexpr int count_column = 4;
    return recount_unidentified(queries, count_column);
}

} // namespace

constinit const figures::Definition unidentified_amount {
    .name = "giving.unidentified_amount",
    .title = { "待查款项", "Unidentified receipts" },
    .meaning = { "到账而不知捐赠人的款项，减去已认领、已退回和已冲销的；按各笔分录的日期计",
                 "money that came from nobody known, less what was identified, returned or "
                 "reversed, each on the day of its entry" },
    .unit = figures::Unit::fen,
    .dimensions = unidentified_dimensions,
    .capability = "giving.unidentified_receipt.read",
    .record = "giving.unidentified_receipt",
    .recount = recount_unidentified_amount,
};

constinit const figures::Definition unidentified_receipts {
    .name = "giving.unidentified_receipts",
    .title = { "待查款项笔数", "Number of unidentified receipts" },
    .meaning = { "待查款项的笔数，减去已了结的", "receipts from nobody known, less those settled" },
    .unit = figures::Unit::count,
    .dimensions = unidentified_dimensions,
    .capability = "giving.unidentified_receipt.read",
    .record = "giving.unidentified_receipt",
    .recount = recount_unidentified_receipts,
};

void post_unidentified(
    storage::Transaction& tx,
    Id branch,
    Day day,
    const UnidentifiedReceipt& receipt,
    std::int64_t sign
) {
    const auto channel = to_string(receipt.channel);
    const std::array under { figures::Under { "channel", channel } };
    figures::post(tx, unidentified_amount, { branch, day, under }, sign * receipt.amount.fen);
    figures::post(tx, unidentified_receipts, { branch, day, under }, sign);
}

} // namespace boai::giving
