#include "modules/giving/giving_figures.hpp"

#include <array>

namespace boai::giving {
namespace {

using figures::Cell;
using figures::Cells;
using storage::Row;

constexpr figures::Dimension dimensions[] = {
    { "channel", { "渠道", "Channel" }, "giving.channel" },
    { "campaign", { "募捐活动", "Campaign" }, "giving.campaign" },
    { "purpose", { "用途", "Purpose" }, "giving.purpose", purpose_words },
    { "team", { "募捐团队", "Campaign team" }, "giving.campaign_team" },
};

/// Every entry of income, one line each group: gifts as they came, refunds as they went.
constexpr std::string_view entries_sql = R"(
SELECT branch_id, day, channel, coalesce(campaign, 0), coalesce(purpose, 0),
       CAST(sum(amount) AS BIGINT), count(*), coalesce(team, 0)
FROM giving_gift
GROUP BY branch_id, day, channel, coalesce(campaign, 0), coalesce(purpose, 0), coalesce(team, 0)
UNION ALL
SELECT r.branch_id, r.day, g.channel, coalesce(g.campaign, 0), coalesce(g.purpose, 0),
       CAST(-sum(r.amount) AS BIGINT),
       CAST(-sum(CASE WHEN r.kind = 'reversal' THEN 1 ELSE 0 END) AS BIGINT), coalesce(g.team, 0)
FROM giving_refund r JOIN giving_gift g ON g.branch_id = r.branch_id AND g.id = r.gift
GROUP BY r.branch_id, r.day, g.channel, coalesce(g.campaign, 0), coalesce(g.purpose, 0),
         coalesce(g.team, 0)
)";

/// Sums column `value_column` of the entries into cells.
Result<Cells> recount(figures::Queries queries, int value_column) {
    Cells cells;
    const auto add
        = [&](const Row& row, std::string_view dimension, std::string key, std::int64_t value) {
              cells[Cell { row.id(0), std::string { dimension }, std::move(key), row.day(1) }]
                  += value;
          };
    TRY(queries(entries_sql, {}, [&](const Row& row) -> Result<void> {
        const auto value = row.number(value_column);
        add(row, "", "", value);
        add(row, "channel", to_string(row.id(2)), value);
        if (row.number(3) != 0) {
            add(row, "campaign", to_string(row.id(3)), value);
        }
        if (row.number(7) != 0) {
            add(row, "team", to_string(row.id(7)), value);
        }
        add(row,
            "purpose",
            row.number(4) == 0 ? std::string { unrestricted_key } : to_string(row.id(4)),
            value);
        return {};
    }));
    std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
    return cells;
}

Result<Cells> recount_amount(figures::Queries queries) {
    constexpr int amount_column = 5;
    return recount(queries, amount_column);
}

Result<Cells> recount_gifts(figures::Queries queries) {
    constexpr int count_column = 6;
    return recount(queries, count_column);
}

}  // namespace

constinit const figures::Definition income_amount {
    .name = "giving.income_amount",
    .title = { "接收捐款", "Income from gifts" },
    .meaning
    = { "已入账的捐款金额，减去退款和冲销；按各笔分录的日期计",
        "gifts in cash as recorded, less refunds and reversals, each on the day of its entry" },
    .unit = figures::Unit::fen,
    .dimensions = dimensions,
    .capability = "giving.gift.read",
    .record = "giving.gift",
    .recount = recount_amount,
};

constinit const figures::Definition income_gifts {
    .name = "giving.income_gifts",
    .title = { "捐款笔数", "Number of gifts" },
    .meaning = { "已入账的捐款笔数，减去冲销的笔数", "gifts recorded, less those reversed" },
    .unit = figures::Unit::count,
    .dimensions = dimensions,
    .capability = "giving.gift.read",
    .record = "giving.gift",
    .recount = recount_gifts,
};

void post_income(
    storage::Transaction& tx,
    figures::Place place,
    const Gift& gift,
    Money amount,
    std::int64_t gifts
) {
    const auto channel = to_string(gift.channel);
    const auto purpose
        = gift.purpose.empty() ? std::string { unrestricted_key } : to_string(gift.purpose);
    const auto campaign = to_string(gift.campaign);
    const auto team = to_string(gift.team);
    const std::array under {
        figures::Under { "channel", channel },
        figures::Under { "purpose", purpose },
        figures::Under { "campaign", campaign },
        figures::Under { "team", team },
    };
    // A gift that is credited to a team is one for the team's campaign.
    const std::size_t count = gift.campaign.empty() ? 2 : gift.team.empty() ? 3 : 4;
    place.under = std::span { under }.first(count);
    figures::post(tx, income_amount, place, amount.fen);
    if (gifts != 0) {
        figures::post(tx, income_gifts, place, gifts);
    }
}

}  // namespace boai::giving
