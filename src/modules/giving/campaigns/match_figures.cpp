#include "modules/giving/campaigns/match_figures.hpp"

#include <array>

namespace boai::giving {
namespace {

using figures::Cell;
using figures::Cells;
using storage::Row;

constexpr figures::KeyWord match_words[] = {
    { "platform", record::giving_match_kinds[0].label },
    { "company", record::giving_match_kinds[1].label },
    { "incentive", record::giving_match_kinds[2].label },
};

constexpr figures::Dimension match_dimensions[] = {
    { "campaign", { "募捐活动", "Campaign" }, "giving.campaign" },
    { "kind", { "配捐种类", "Kind of match" }, {}, match_words },
};

constexpr std::string_view promised_sql = R"(
SELECT branch_id, day, coalesce(campaign, 0), kind, amount FROM giving_match_claim
UNION ALL
SELECT branch_id, ended_on, coalesce(campaign, 0), kind, -given_up FROM giving_match_claim
WHERE ended_on IS NOT NULL
UNION ALL
SELECT r.branch_id, r.day, coalesce(c.campaign, 0), c.kind, -r.amount
FROM giving_match_return r
JOIN giving_match_claim c ON c.branch_id = r.branch_id AND c.id = r.claim
WHERE r.treatment <> 'kept'
)";

constexpr std::string_view settled_sql = R"(
SELECT s.branch_id, s.day, coalesce(c.campaign, 0), c.kind, s.amount
FROM giving_match_settlement s
JOIN giving_match_claim c ON c.branch_id = s.branch_id AND c.id = s.claim
UNION ALL
SELECT r.branch_id, r.day, coalesce(c.campaign, 0), c.kind, -r.amount
FROM giving_match_return r
JOIN giving_match_claim c ON c.branch_id = r.branch_id AND c.id = r.claim
WHERE r.treatment = 'returned'
)";

Result<Cells> recount_matches(figures::Queries queries, std::string_view sql) {
    Cells cells;
    TRY(queries(sql, {}, [&](const Row& row) -> Result<void> {
        const auto add = [&](std::string_view dimension, std::string key) {
            cells[Cell { row.id(0), std::string { dimension }, std::move(key), row.day(1) }]
                += row.number(4);
        };
        add("", "");
        if (row.number(2) != 0) {
            add("campaign", to_string(row.id(2)));
        }
        add("kind", std::string { row.text(3) });
        return {};
    }));
    std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
    return cells;
}

Result<Cells> recount_promised(figures::Queries queries) {
    return recount_matches(queries, promised_sql);
}

Result<Cells> recount_settled(figures::Queries queries) {
    return recount_matches(queries, settled_sql);
}

void post_match(
    storage::Transaction& tx,
    const figures::Definition& figure,
    figures::Place place,
    const MatchClaim& claim,
    Money amount
) {
    const auto campaign = to_string(claim.campaign);
    const std::array under { figures::Under { "kind", record::choice_of(claim.kind).value },
                             figures::Under { "campaign", campaign } };
    place.under = std::span { under }.first(claim.campaign.empty() ? 1 : 2);
    figures::post(tx, figure, place, amount.fen);
}

} // namespace

constinit const figures::Definition match_promised {
    .name = "giving.match_promised",
    .title = { "承诺配捐", "Match promised" },
    .meaning
    = { "平台、企业和激励金承诺的配捐，减去不再到账的；不在接收捐款之内",
        "promised by platforms, companies and incentives, less what will not come; no part "
        "of the income from gifts" },
    .unit = figures::Unit::fen,
    .dimensions = match_dimensions,
    .capability = "giving.match_claim.read",
    .record = "giving.match_claim",
    .recount = recount_promised,
};

constinit const figures::Definition match_settled {
    .name = "giving.match_settled",
    .title = { "到账配捐", "Match settled" },
    .meaning = { "银行已到账的配捐；不在接收捐款之内",
                 "match that the bank has; no part of the income from gifts" },
    .unit = figures::Unit::fen,
    .dimensions = match_dimensions,
    .capability = "giving.match_claim.read",
    .record = "giving.match_claim",
    .recount = recount_settled,
};

void post_promised(
    storage::Transaction& tx, Id branch, Day day, const MatchClaim& claim, Money amount
) {
    post_match(tx, match_promised, { branch, day, {} }, claim, amount);
}

void post_settled(
    storage::Transaction& tx, Id branch, Day day, const MatchClaim& claim, Money amount
) {
    post_match(tx, match_settled, { branch, day, {} }, claim, amount);
}

} // namespace boai::giving
