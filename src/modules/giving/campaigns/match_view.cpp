#include "modules/giving/campaigns/match_view.hpp"

#include "exchange/csv_writer.hpp"
#include "modules/giving/campaigns/campaign_team.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

/// " IN ($2, ...)" of the branches, with the campaign as the first parameter.
std::string of_campaign(const CampaignScope& scope, Id campaign, std::vector<Param>& params) {
    params.emplace_back(campaign);
    std::string places;
    for (const auto branch : scope.branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return " IN (" + places + ")";
}

std::optional<std::size_t> index_of_kind(std::string_view word) {
    const auto* const at
        = std::ranges::find(record::giving_match_kinds, word, &record::Choice::value);
    return at == std::end(record::giving_match_kinds)
        ? std::nullopt
        : std::optional { static_cast<std::size_t>(at - std::begin(record::giving_match_kinds)) };
}

using RowsByTeam = std::map<Id, ReconciledRow>;

/// What the public gave by imported files.
Result<void> add_gifts(const CampaignScope& scope, Id campaign, RowsByTeam& rows) {
    std::vector<Param> params;
    const auto in = of_campaign(scope, campaign, params);
    return scope.queries(
        "SELECT coalesce(g.team, 0), count(*), CAST(sum(g.amount) AS BIGINT), CAST(sum(CASE WHEN "
        "g.state = 'reversed' THEN 0 ELSE g.refunded END) AS BIGINT), CAST(sum(CASE WHEN g.state = "
        "'reversed' THEN g.amount ELSE 0 END) AS BIGINT) FROM giving_gift g JOIN "
        "giving_import_batch b ON b.branch_id = g.branch_id AND b.id = g.batch WHERE g.branch_id"
            + in
            + " AND g.campaign = $1 AND g.campaign IS NOT NULL AND b.state = 'committed' GROUP BY "
              "coalesce(g.team, 0)",
        params,
        [&](const Row& row) -> Result<void> {
            auto& of_team = rows[row.id(0)];
            of_team.gifts = row.number(1);
            of_team.in_file = row.money(2);
            of_team.refunded = row.money(3);
            of_team.reversed = row.money(4);
            return {};
        }
    );
}

/// The parts of the claims, each settled as far as its claim's money goes.
Result<void> add_parts(const CampaignScope& scope, Id campaign, RowsByTeam& rows) {
    std::vector<Param> params;
    const auto in = of_campaign(scope, campaign, params);
    Id claim;
    Money left;
    return scope.queries(
        "SELECT c.id, c.kind, c.settled, c.state, coalesce(p.team, 0), p.amount, p.taken_back FROM "
        "giving_match_claim c JOIN giving_match_part p ON p.branch_id = c.branch_id AND p.claim = "
        "c.id WHERE c.branch_id"
            + in + " AND c.campaign = $1 AND c.state <> 'withdrawn' ORDER BY c.id, p.id",
        params,
        [&](const Row& row) -> Result<void> {
            if (row.id(0) != claim) {
                claim = row.id(0);
                left = row.money(2);
            }
            const auto kind = index_of_kind(row.text(1));
            if (!kind) {
                return fail(
                    Errc::corrupt, Text { "配捐种类无法识别", "a kind of match is unknown" }
                );
            }
            const auto amount = row.money(5);
            const auto taken_back = row.money(6);
            const auto settled = std::min(amount - taken_back, left);
            left = left - settled;
            auto& sums = rows[row.id(4)].matches[*kind];
            sums.promised = sums.promised + amount;
            sums.settled = sums.settled + settled;
            sums.taken_back = sums.taken_back + taken_back;
            if (row.text(3) == "ended") {
                sums.given_up = sums.given_up + (amount - taken_back - settled);
            }
            return {};
        }
    );
}

Result<void> name_teams(const CampaignScope& scope, Id campaign, RowsByTeam& rows) {
    const std::array params { Param { campaign } };
    return scope.queries(
        "SELECT id, name FROM giving_campaign_team WHERE campaign = $1",
        params,
        [&](const Row& row) -> Result<void> {
            if (const auto at = rows.find(row.id(0)); at != rows.end()) {
                at->second.name = row.text(1);
            }
            return {};
        }
    );
}

void add_reason(Message& reason, Text pattern, Money amount) {
    if (amount.fen == 0) {
        return;
    }
    const auto told = compose(pattern, { to_string(amount) });
    reason.zh += (reason.zh.empty() ? "" : "；") + told.zh;
    reason.en += (reason.en.empty() ? "" : "; ") + told.en;
}

constexpr Text reconciliation_headings[] = {
    { "团队", "Team" },
    { "文件笔数", "Gifts in the file" },
    { "文件公众捐款", "Public, in the file" },
    { "账上公众捐款", "Public, in the book" },
    { "平台配捐承诺", "Platform match, promised" },
    { "平台配捐到账", "Platform match, settled" },
    { "企业配捐承诺", "Company match, promised" },
    { "企业配捐到账", "Company match, settled" },
    { "激励金承诺", "Incentive, promised" },
    { "激励金到账", "Incentive, settled" },
    { "差额", "Difference" },
    { "原因", "Reason" },
};
constexpr Text without_team { "（不属团队）", "(no team)" };
constexpr Text all_teams { "合计", "Total" };

std::string csv_row(const ReconciledRow& row, std::string_view name, Language language) {
    const auto reason = reason_of(row);
    std::vector<exchange::TableValue> cells { name, row.gifts, row.in_file, row.in_book() };
    for (const auto& sums : row.matches) {
        cells.emplace_back(sums.promised);
        cells.emplace_back(sums.settled);
    }
    cells.emplace_back(row.difference());
    cells.emplace_back(std::string_view { reason.in(language) });
    std::string line;
    exchange::append_csv_row(line, cells);
    return line;
}

} // namespace

Money ReconciledRow::receivable() const {
    Money sum;
    for (const auto& sums : matches) {
        sum = sum + sums.receivable();
    }
    return sum;
}

Money ReconciledRow::difference() const {
    auto sum = refunded + reversed + receivable();
    for (const auto& sums : matches) {
        sum = sum + sums.given_up + sums.taken_back;
    }
    return sum;
}

Message reason_of(const ReconciledRow& row) {
    Message reason;
    add_reason(reason, { "已退款 {}", "{} refunded" }, row.refunded);
    add_reason(reason, { "已冲销 {}", "{} reversed" }, row.reversed);
    add_reason(reason, { "配捐未到账 {}", "{} of the match not settled yet" }, row.receivable());
    Money given_up;
    Money taken_back;
    for (const auto& sums : row.matches) {
        given_up = given_up + sums.given_up;
        taken_back = taken_back + sums.taken_back;
    }
    add_reason(reason, { "配捐随退款撤回 {}", "{} of the match taken back" }, taken_back);
    add_reason(reason, { "配捐不再到账 {}", "{} of the match will not come" }, given_up);
    return reason;
}

Result<MatchByKind> view_matches(const CampaignScope& scope, Id campaign) {
    MatchByKind found {};
    std::vector<Param> params;
    const auto in = of_campaign(scope, campaign, params);
    TRY(scope.queries(
        "SELECT kind, CAST(sum(amount) AS BIGINT), CAST(sum(settled) AS BIGINT), "
        "CAST(sum(given_up) AS BIGINT), CAST(sum(taken_back) AS BIGINT) FROM giving_match_claim "
        "WHERE branch_id"
            + in + " AND campaign = $1 AND state <> 'withdrawn' GROUP BY kind",
        params,
        [&](const Row& row) -> Result<void> {
            if (const auto kind = index_of_kind(row.text(0))) {
                found[*kind] = { row.money(1), row.money(2), row.money(3), row.money(4) };
            }
            return {};
        }
    ));
    return found;
}

Result<std::array<Money, match_kinds>>
view_matches_of_gift(record::Queries queries, Id branch, Id gift) {
    std::array<Money, match_kinds> found {};
    const std::array params { Param { branch }, Param { gift } };
    TRY(queries(
        "SELECT p.kind, p.amount - p.taken_back FROM giving_match_part p JOIN giving_match_claim c "
        "ON c.branch_id "
        "= "
        "p.branch_id AND c.id = p.claim WHERE p.branch_id = $1 AND p.gift = $2 AND p.gift IS NOT "
        "NULL AND c.state IN ('promised', 'settled')",
        params,
        [&](const Row& row) -> Result<void> {
            if (const auto kind = index_of_kind(row.text(0))) {
                found[*kind] = found[*kind] + row.money(1);
            }
            return {};
        }
    ));
    return found;
}

Result<std::vector<ReconciledRow>> reconcile(const CampaignScope& scope, Id campaign) {
    RowsByTeam by_team;
    TRY(add_gifts(scope, campaign, by_team));
    TRY(add_parts(scope, campaign, by_team));
    TRY(name_teams(scope, campaign, by_team));
    std::vector<ReconciledRow> rows;
    for (auto& [team, row] : by_team) {
        row.team = team;
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, [](const ReconciledRow& a, const ReconciledRow& b) {
        return a.in_file != b.in_file ? a.in_file > b.in_file : a.team < b.team;
    });
    return rows;
}

ReconciledRow total_of(const std::vector<ReconciledRow>& rows) {
    ReconciledRow total;
    for (const auto& row : rows) {
        total.gifts += row.gifts;
        total.in_file = total.in_file + row.in_file;
        total.refunded = total.refunded + row.refunded;
        total.reversed = total.reversed + row.reversed;
        for (std::size_t kind = 0; kind < match_kinds; ++kind) {
            auto& sums = total.matches[kind];
            sums.promised = sums.promised + row.matches[kind].promised;
            sums.settled = sums.settled + row.matches[kind].settled;
            sums.given_up = sums.given_up + row.matches[kind].given_up;
            sums.taken_back = sums.taken_back + row.matches[kind].taken_back;
        }
    }
    return total;
}

std::string reconciliation_csv(const std::vector<ReconciledRow>& rows, Language language) {
    std::vector<exchange::TableValue> heads;
    for (const auto& heading : reconciliation_headings) {
        heads.emplace_back(heading.in(language));
    }
    std::string csv { exchange::csv_byte_order_mark };
    exchange::append_csv_row(csv, heads);
    for (const auto& row : rows) {
        const auto name = row.team.empty() ? std::string { without_team.in(language) } : row.name;
        csv += csv_row(row, name, language);
    }
    return csv + csv_row(total_of(rows), all_teams.in(language), language);
}

} // namespace boai::giving
