#include "app/audit_campaigns.hpp"

namespace boai::app {
namespace {

using storage::Connection;
using storage::Row;

constexpr std::size_t faults_max = 10;

/// Rows of branch, id, what is said and what it is.
Result<AuditLine> compare_sums(Connection& snapshot, std::string check, std::string_view sql) {
    AuditLine line { std::move(check), 0, {} };
    TRY(snapshot.query(sql, {}, [&](const Row& row) -> Result<void> {
        ++line.looked_at;
        if (row.number(2) != row.number(3) && line.faults.size() < faults_max) {
            line.faults.push_back(
                to_string(row.id(1)) + " of branch " + to_string(row.id(0)) + ": "
                + to_string(row.money(2)) + " and " + to_string(row.money(3))
            );
        }
        return {};
    }));
    return line;
}

constexpr std::string_view pledges_sql = R"(
SELECT p.branch_id, p.id, p.paid, coalesce(g.paid, 0)
FROM giving_pledge p
LEFT JOIN (SELECT branch_id, pledge, CAST(sum(amount - refunded) AS BIGINT) AS paid FROM giving_gift
           WHERE pledge IS NOT NULL GROUP BY branch_id, pledge) g
  ON g.branch_id = p.branch_id AND g.pledge = p.id
)";

constexpr std::string_view parts_sql = R"(
SELECT c.branch_id, c.id, c.amount, coalesce(p.amount, 0)
FROM giving_match_claim c
LEFT JOIN (SELECT branch_id, claim, CAST(sum(amount) AS BIGINT) AS amount FROM giving_match_part
           GROUP BY branch_id, claim) p
  ON p.branch_id = c.branch_id AND p.claim = c.id
)";

constexpr std::string_view settlements_sql = R"(
SELECT c.branch_id, c.id, c.settled, coalesce(s.amount, 0) - coalesce(r.amount, 0)
FROM giving_match_claim c
LEFT JOIN (SELECT branch_id, claim, CAST(sum(amount) AS BIGINT) AS amount
           FROM giving_match_settlement GROUP BY branch_id, claim) s
  ON s.branch_id = c.branch_id AND s.claim = c.id
LEFT JOIN (SELECT branch_id, claim, CAST(sum(amount) AS BIGINT) AS amount
           FROM giving_match_return WHERE treatment = 'returned' GROUP BY branch_id, claim) r
  ON r.branch_id = c.branch_id AND r.claim = c.id
)";

/// Of claims, and of the parts of gifts.
constexpr std::string_view taken_back_sql = R"(
SELECT c.branch_id, c.id, c.taken_back, coalesce(r.amount, 0)
FROM giving_match_claim c
LEFT JOIN (SELECT branch_id, claim, CAST(sum(amount) AS BIGINT) AS amount
           FROM giving_match_return WHERE treatment <> 'kept' GROUP BY branch_id, claim) r
  ON r.branch_id = c.branch_id AND r.claim = c.id
UNION ALL
SELECT p.branch_id, p.id, p.taken_back, coalesce(r.amount, 0)
FROM giving_match_part p
LEFT JOIN (SELECT branch_id, part, CAST(sum(amount) AS BIGINT) AS amount
           FROM giving_match_return WHERE treatment <> 'kept' AND part IS NOT NULL
           GROUP BY branch_id, part) r
  ON r.branch_id = p.branch_id AND r.part = p.id
)";

/// Receivable by branch and fund, in the ledger and by the claims.
constexpr std::string_view receivable_sql = R"(
SELECT branch_id, fund, CAST(sum(in_ledger) AS BIGINT), CAST(sum(claimed) AS BIGINT)
FROM (SELECT branch_id, fund, amount AS in_ledger, 0 AS claimed FROM ledger_balance
      WHERE account LIKE '1121%'
      UNION ALL
      SELECT branch_id, coalesce(purpose, 0), 0, amount - settled - given_up - taken_back
      FROM giving_match_claim) both_sides
GROUP BY branch_id, fund
)";

} // namespace

Result<void> check_campaigns(Connection& snapshot, std::vector<AuditLine>& lines) {
    lines.push_back(TRY(compare_sums(snapshot, "pledges say what gifts paid of them", pledges_sql))
    );
    lines.push_back(TRY(compare_sums(snapshot, "matches say what their parts come to", parts_sql)));
    lines.push_back(
        TRY(compare_sums(snapshot, "matches say what was settled of them", settlements_sql))
    );
    lines.push_back(
        TRY(compare_sums(snapshot, "matches say what was taken back of them", taken_back_sql))
    );
    lines.push_back(TRY(
        compare_sums(snapshot, "what of matches is receivable stands in the ledger", receivable_sql)
    ));
    return {};
}

} // namespace boai::app
