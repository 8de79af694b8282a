#include "modules/giving/goods/goods_figures.hpp"

#include "modules/giving/giving_figures.hpp"

#include <array>

namespace boai::giving {
namespace {

using figures::Cell;
using figures::Cells;
using storage::Row;

constexpr figures::Dimension goods_dimensions[] = {
    { "campaign", { "募捐活动", "Campaign" }, "giving.campaign" },
    { "purpose", { "用途", "Purpose" }, "giving.purpose", purpose_words },
};

/// Each gift that was taken on its day, and again the other way on the day it was reversed.
constexpr std::string_view goods_entries_sql = R"(
SELECT branch_id, day, coalesce(campaign, 0), coalesce(purpose, 0), value, 1
FROM giving_goods_gift WHERE entry IS NOT NULL
UNION ALL
SELECT branch_id, reversed_on, coalesce(campaign, 0), coalesce(purpose, 0), -value, -1
FROM giving_goods_gift WHERE reversed_on IS NOT NULL
)";

Result<Cells> goods_recount(figures::Queries queries, int value_column) {
    Cells cells;
    TRY(queries(goods_entries_sql, {}, [&](const Row& row) -> Result<void> {
        const auto add = [&](std::string_view dimension, std::string key) {
            cells[Cell { row.id(0), std::string { dimension }, std::move(key), row.day(1) }]
                += row.number(value_column);
        };
        add("", "");
        if (row.number(2) != 0) {
            add("campaign", to_string(row.id(2)));
        }
        add("purpose",
            row.number(3) == 0 ? std::string { unrestricted_key } : to_string(row.id(3)));
        return {};
    }));
    std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
    return cells;
}

Result<Cells> recount_value(figures::Queries queries) {
    constexpr int value_column = 4;
    return goods_recount(queries, value_column);
}

Result<Cells> goods_recount_gifts(figures::Queries queries) {
    constexpr int count_column = 5;
    return goods_recount(queries, count_column);
}

} // namespace

constinit const figures::Definition goods_value {
    .name = "giving.goods_value",
    .title = { "捐物价值", "Value of gifts in kind" },
    .meaning = { "已接收物资中有发票或公允价值证明的价值，减去冲销；没有依据的只记数量，不在内",
                 "value of the goods taken that have an invoice or a proof of fair value, less "
                 "reversals; goods without are counted by quantity alone" },
    .unit = figures::Unit::fen,
    .dimensions = goods_dimensions,
    .capability = "giving.goods_gift.read",
    .record = "giving.goods_gift",
    .recount = recount_value,
};

constinit const figures::Definition goods_gifts {
    .name = "giving.goods_gifts",
    .title = { "捐物批次", "Number of gifts in kind" },
    .meaning
    = { "已接收的捐物批次，减去冲销的批次", "gifts in kind that were taken, less those reversed" },
    .unit = figures::Unit::count,
    .dimensions = goods_dimensions,
    .capability = "giving.goods_gift.read",
    .record = "giving.goods_gift",
    .recount = goods_recount_gifts,
};

void post_goods(
    storage::Transaction& tx, Id branch, Day day, const GoodsGift& gift, std::int64_t sign
) {
    const auto purpose
        = gift.purpose.empty() ? std::string { unrestricted_key } : to_string(gift.purpose);
    const auto campaign = to_string(gift.campaign);
    const std::array under {
        figures::Under { "purpose", purpose },
        figures::Under { "campaign", campaign },
    };
    const auto used = std::span { under }.first(gift.campaign.empty() ? 1 : 2);
    if (gift.value.fen != 0) {
        figures::post(tx, goods_value, { branch, day, used }, sign * gift.value.fen);
    }
    figures::post(tx, goods_gifts, { branch, day, used }, sign);
}

} // namespace boai::giving
