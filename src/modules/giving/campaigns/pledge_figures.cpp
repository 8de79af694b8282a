#include "modules/giving/campaigns/pledge_figures.hpp"

#include <array>

namespace boai::giving {
namespace {

using figures::Cell;
using figures::Cells;
using storage::Row;

constexpr figures::Dimension pledge_dimensions[] = {
    { "campaign", { "募捐活动", "Campaign" }, "giving.campaign" },
};

/// Promises, what gifts paid of them, what of that was given back before they ended, and what was
/// given up.
constexpr std::string_view pledged_sql = R"(
SELECT branch_id, agreed_on, coalesce(campaign, 0), amount FROM giving_pledge
UNION ALL
SELECT g.branch_id, g.day, coalesce(p.campaign, 0), -g.amount
FROM giving_gift g JOIN giving_pledge p ON p.branch_id = g.branch_id AND p.id = g.pledge
WHERE g.pledge IS NOT NULL
UNION ALL
SELECT r.branch_id, r.day, coalesce(p.campaign, 0), r.amount
FROM giving_gift g
JOIN giving_pledge p ON p.branch_id = g.branch_id AND p.id = g.pledge
JOIN giving_refund r ON r.branch_id = g.branch_id AND r.gift = g.id
WHERE g.pledge IS NOT NULL AND (p.ended_on IS NULL OR r.day < p.ended_on)
UNION ALL
SELECT branch_id, ended_on, coalesce(campaign, 0), -given_up FROM giving_pledge
WHERE ended_on IS NOT NULL
)";

Result<Cells> recount_pledged(figures::Queries queries) {
    Cells cells;
    TRY(queries(pledged_sql, {}, [&](const Row& row) -> Result<void> {
        const auto add = [&](std::string_view dimension, std::string key) {
            cells[Cell { row.id(0), std::string { dimension }, std::move(key), row.day(1) }]
                += row.number(3);
        };
        add("", "");
        if (row.number(2) != 0) {
            add("campaign", to_string(row.id(2)));
        }
        return {};
    }));
    std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
    return cells;
}

} // namespace

constinit const figures::Definition pledged_receivable {
    .name = "giving.pledged_receivable",
    .title = { "认捐未到账", "Pledged and not paid" },
    .meaning = { "已认捐、尚未付款也未终止的金额；不是收入，付款时才计入接收捐款",
                 "pledged, neither paid nor ended; no income before it is paid" },
    .unit = figures::Unit::fen,
    .dimensions = pledge_dimensions,
    .capability = "giving.pledge.read",
    .record = "giving.pledge",
    .recount = recount_pledged,
};

void post_pledged(
    storage::Transaction& tx, Id branch, Day day, const Pledge& pledge, Money amount
) {
    const auto campaign = to_string(pledge.campaign);
    const std::array under { figures::Under { "campaign", campaign } };
    const auto used = std::span { under }.first(pledge.campaign.empty() ? 0 : 1);
    figures::post(tx, pledged_receivable, { branch, day, used }, amount.fen);
}

} // namespace boai::giving
