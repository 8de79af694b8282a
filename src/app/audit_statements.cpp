#include "app/audit_statements.hpp"

#include "ledger/leaf.hpp"
#include "modules/giving/statements/closing.hpp"

#include <array>

namespace boai::app {
namespace {

using ledger::ReconciliationTold;
using storage::Connection;
using storage::Row;

void add_statement_fault(AuditLine& line, const Row& row, std::string_view what) {
    if (line.faults.size() < faults_max) {
        line.faults.push_back(
            "branch " + to_string(row.id(0)) + ", " + to_string(row.id(1)) + std::string { what }
        );
    }
}

Result<AuditLine> check_sums_of_statements(Connection& snapshot) {
    AuditLine line { "statements hold what their lines come to", 0, {} };
    TRY(snapshot.query(
        "SELECT s.branch_id, s.id, s.opening + s.received - s.paid - s.closing, s.lines - "
        "coalesce(l.lines, 0), s.received - coalesce(l.received, 0), s.paid - coalesce(l.paid, 0) "
        "FROM giving_statement s LEFT JOIN (SELECT branch_id, statement, count(*) AS lines, "
        "CAST(sum(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT) AS received, "
        "CAST(sum(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS BIGINT) AS paid FROM "
        "giving_statement_line GROUP BY branch_id, statement) l ON l.branch_id = s.branch_id AND "
        "l.statement = s.id",
        {},
        [&](const Row& row) -> Result<void> {
            ++line.looked_at;
            for (const int column : { 2, 3, 4, 5 }) {
                if (row.number(column) != 0) {
                    add_statement_fault(line, row, ": a sum is another");
                    break;
                }
            }
            return {};
        }
    ));
    return line;
}

/// Both sides of a match have one sum; both sides stand on one account.
Result<AuditLine> check_matches(Connection& snapshot) {
    AuditLine line { "both sides of every match of a statement agree", 0, {} };
    TRY(snapshot.query(
        "SELECT branch_id, match_number, CAST(sum(amount) AS BIGINT), count(DISTINCT account) FROM "
        "(SELECT branch_id, match_number, account, amount FROM giving_statement_line WHERE state = "
        "'matched' UNION ALL SELECT branch_id, match_number, account, -amount FROM "
        "giving_book_item WHERE state = 'matched') m GROUP BY branch_id, match_number",
        {},
        [&](const Row& row) -> Result<void> {
            ++line.looked_at;
            if (row.number(2) != 0 || row.number(3) != 1) {
                add_statement_fault(line, row, ": the sides of this match differ");
            }
            return {};
        }
    ));
    return line;
}

/// A signed reconciliation as it is kept.
struct SignedRow {
    Id branch;
    Id id;
    std::int64_t entry = 0;
    ReconciliationTold told;
};

Result<std::vector<SignedRow>> read_signed(Connection& snapshot) {
    std::vector<SignedRow> rows;
    TRY(snapshot.query(
        "SELECT branch_id, id, entry, account, begins, ends, opening, received, paid, closing, "
        "book_balance, brought_forward, open_lines, open_line_count, open_entries, "
        "open_entry_count FROM giving_reconciliation WHERE state = 'signed' ORDER BY branch_id, "
        "account, ends",
        {},
        [&](const Row& row) -> Result<void> {
            rows.push_back({ row.id(0),
                             row.id(1),
                             row.number(2),
                             { .account = std::string { row.text(3) },
                               .begins = row.day(4),
                               .ends = row.day(5),
                               .opening = row.number(6),
                               .received = row.number(7),
                               .paid = row.number(8),
                               .closing = row.number(9),
                               .book = row.number(10),
                               .brought_forward = row.number(11),
                               .open_lines = row.number(12),
                               .open_line_count = row.number(13),
                               .open_entries = row.number(14),
                               .open_entry_count = row.number(15) } });
            return {};
        }
    ));
    return rows;
}

/// What is wrong with a signed reconciliation; empty when nothing is.
Result<std::string> fault_of_signed(Connection& snapshot, const SignedRow& row) {
    const auto counted = giving::close_account(
        record::queries_of(snapshot),
        { row.branch, row.told.account, row.told.begins, row.told.ends, row.entry }
    );
    if (!counted && counted.error().code != Errc::conflict
        && counted.error().code != Errc::invalid) {
        return std::unexpected(counted.error());
    }
    if (!counted || counted->told != row.told || !row.told.adds_up()) {
        return "it differs from its recount";
    }
    std::string fault = "its leaf is missing";
    const std::array params { storage::Param { row.branch }, storage::Param { row.entry } };
    ledger::LeafReader reader;
    TRY(snapshot.query(
        "SELECT entry FROM journal_leaf WHERE branch_id = $1 AND idx = $2",
        params,
        [&](const Row& leaf_row) -> Result<void> {
            const auto leaf = reader.read(leaf_row.text(0));
            const bool is_same = leaf && leaf->kind == ledger::EntryKind::reconciliation
                && leaf->reconciliation == row.told;
            fault = is_same ? "" : "its leaf tells something else";
            return {};
        }
    ));
    return fault;
}

Result<AuditLine> check_signed(Connection& snapshot) {
    AuditLine line { "signed reconciliations equal their recount and their leaf", 0, {} };
    for (const auto& row : TRY(read_signed(snapshot))) {
        ++line.looked_at;
        const auto fault = TRY(fault_of_signed(snapshot, row));
        if (!fault.empty() && line.faults.size() < faults_max) {
            line.faults.push_back(
                "branch " + to_string(row.branch) + " account " + row.told.account + " to "
                + to_string(row.told.ends) + ": " + fault
            );
        }
    }
    return line;
}

} // namespace

Result<void> check_statements(Connection& snapshot, std::vector<AuditLine>& lines) {
    lines.push_back(TRY(check_sums_of_statements(snapshot)));
    lines.push_back(TRY(check_matches(snapshot)));
    lines.push_back(TRY(check_signed(snapshot)));
    return {};
}

} // namespace boai::app
