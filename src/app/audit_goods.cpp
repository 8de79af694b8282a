#include "app/audit_goods.hpp"

#include "ledger/commitment.hpp"
#include "ledger/leaf.hpp"

namespace boai::app {
namespace {

using storage::Connection;
using storage::Row;

void add_fault(AuditLine& line, const Row& row, std::string_view what) {
    if (line.faults.size() < faults_max) {
        line.faults.push_back(
            "gift in kind " + to_string(row.id(1)) + " of branch " + to_string(row.id(0))
            + std::string { what }
        );
    }
}

Result<AuditLine> check_sums(Connection& snapshot) {
    AuditLine line { "gifts in kind say what their lines come to", 0, {} };
    TRY(snapshot.query(
        "SELECT g.branch_id, g.id, g.lines, g.unpriced, g.value, coalesce(s.lines, 0), "
        "coalesce(s.unpriced, 0), coalesce(s.value, 0) FROM giving_goods_gift g LEFT JOIN "
        "(SELECT branch_id, gift, count(*) AS lines, CAST(sum(CASE WHEN value IS NULL THEN 1 ELSE "
        "0 "
        "END) AS BIGINT) AS unpriced, CAST(sum(coalesce(value, 0)) AS BIGINT) AS value FROM "
        "giving_goods_line WHERE state = 'listed' AND coalesce(counted, quantity) > 0 GROUP BY "
        "branch_id, gift) s ON s.branch_id = g.branch_id AND s.gift = g.id",
        {},
        [&](const Row& row) -> Result<void> {
            ++line.looked_at;
            const bool good = row.number(2) == row.number(5) && row.number(3) == row.number(6)
                && row.number(4) == row.number(7);
            if (!good) {
                add_fault(line, row, "");
            }
            return {};
        }
    ));
    return line;
}

/// Quantities of all units together, and fen: enough to find a line that was changed.
constexpr std::string_view taken_sql = R"(
SELECT g.branch_id, g.id, g.day, g.value, coalesce(s.counted, 0), coalesce(m.money, 0),
       coalesce(m.goods, 0), g.delivery, l.entry
FROM giving_goods_gift g
LEFT JOIN (SELECT branch_id, gift, CAST(sum(counted) AS BIGINT) AS counted FROM giving_goods_line
           WHERE state = 'listed' GROUP BY branch_id, gift) s
  ON s.branch_id = g.branch_id AND s.gift = g.id
LEFT JOIN (SELECT branch_id, source, entry,
                  CAST(sum(CASE WHEN commodity = 'CNY' THEN amount ELSE 0 END) AS BIGINT) AS money,
                  CAST(sum(CASE WHEN commodity = 'CNY' THEN 0 ELSE amount END) AS BIGINT) AS goods
           FROM ledger_movement WHERE kind = 15 GROUP BY branch_id, source, entry) m
  ON m.branch_id = g.branch_id AND m.source = g.id AND m.entry = g.entry
LEFT JOIN journal_leaf l ON l.branch_id = g.branch_id AND l.idx = g.entry
WHERE g.entry IS NOT NULL
)";

/// What the leaf says that is not so; empty when all of it is.
std::string_view
leaf_fault(ledger::LeafReader& reader, const crypto::Vault& vault, const Row& row) {
    const auto leaf = reader.read(row.text(8));
    if (!leaf) {
        return ": its leaf cannot be read";
    }
    const bool is_its_own = leaf->kind == ledger::EntryKind::goods_gift
        && leaf->id == ledger::public_id(vault, row.id(1));
    if (!is_its_own) {
        return ": its leaf is of something else";
    }
    return leaf->day == row.day(2) ? "" : ": its leaf tells another day";
}

Result<AuditLine> check_taken(Connection& snapshot, const crypto::Vault& vault) {
    AuditLine line { "gifts in kind stand in the ledger as they were counted", 0, {} };
    ledger::LeafReader reader;
    TRY(snapshot.query(taken_sql, {}, [&](const Row& row) -> Result<void> {
        ++line.looked_at;
        // The value of what an agency fund hands straight on is not the society's to book.
        const bool same_money
            = row.number(5) == row.number(3) || (row.text(7) == "direct" && row.number(5) == 0);
        if (!same_money || row.number(6) != row.number(4)) {
            add_fault(line, row, ": its entry moves something else");
        }
        if (const auto fault = leaf_fault(reader, vault, row); !fault.empty()) {
            add_fault(line, row, fault);
        }
        return {};
    }));
    return line;
}

} // namespace

Result<void> check_goods(Book& book, Connection& snapshot, std::vector<AuditLine>& lines) {
    lines.push_back(TRY(check_sums(snapshot)));
    lines.push_back(TRY(check_taken(snapshot, book.vault())));
    return {};
}

} // namespace boai::app
