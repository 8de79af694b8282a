#include "app/audit.hpp"

#include "app/audit_campaigns.hpp"
#include "app/audit_gifts.hpp"
#include "app/audit_goods.hpp"
#include "app/audit_statements.hpp"
#include "attachments/audit.hpp"
#include "ledger/audit.hpp"
#include "modules/giving/gift.hpp"
#include "transparency/log_audit.hpp"

#include <array>
#include <map>

namespace boai::app {
namespace {

using storage::Connection;
using storage::Param;
using storage::Row;

/// Each figure's daily deltas equal its recount.
Result<void> check_figures(Book& book, Connection& snapshot, std::vector<AuditLine>& lines) {
    for (const auto* figure : book.figures()) {
        AuditLine line { "figure " + std::string { figure->name } + " equals its records", 0, {} };
        const std::array params { Param { figure->name } };
        TRY(snapshot.query(
            "SELECT count(*) FROM figure_daily WHERE figure = $1",
            params,
            [&](const Row& row) -> Result<void> {
                line.looked_at = static_cast<std::size_t>(row.number(0));
                return {};
            }
        ));
        line.faults = TRY(figures::compare(record::queries_of(snapshot), *figure, faults_max));
        lines.push_back(std::move(line));
    }
    return {};
}

/// Every receipt number from 1 to the last stands once: on a gift, or explained as voided.
Result<void> check_receipts(Connection& snapshot, std::vector<AuditLine>& lines) {
    AuditLine line { "receipt numbers have no gap and no double", 0, {} };

    struct Sequence {
        std::int64_t last = 0;
    };

    std::map<std::pair<std::int64_t, std::int64_t>, Sequence> sequences;
    TRY(snapshot.query(
        "SELECT branch_id, receipt_year, receipt_number FROM giving_gift WHERE receipt_number > 0 "
        "UNION ALL SELECT branch_id, receipt_year, receipt_number FROM giving_goods_gift WHERE "
        "receipt_number > 0 "
        "UNION ALL SELECT branch_id, receipt_year, receipt_number FROM giving_voided_receipt "
        "ORDER BY 1, 2, 3",
        {},
        [&](const Row& row) -> Result<void> {
            auto& sequence = sequences[{ row.number(0), row.number(1) }];
            ++line.looked_at;
            const auto number = row.number(2);
            if (number != sequence.last + 1 && line.faults.size() < faults_max) {
                line.faults.push_back(
                    "branch " + to_string(row.id(0)) + " year " + std::to_string(row.number(1))
                    + ": " + std::to_string(number) + " comes after "
                    + std::to_string(sequence.last)
                );
            }
            sequence.last = number;
            return {};
        }
    ));
    TRY(snapshot.query(
        "SELECT branch_id, name, value FROM giving_counter WHERE name LIKE 'receipt:%'",
        {},
        [&](const Row& row) -> Result<void> {
            const std::string name { row.text(1) };
            constexpr std::string_view prefix = "receipt:";
            const auto year = std::stoll(name.substr(prefix.size()));
            const auto last = sequences[{ row.number(0), year }].last;
            if (last != row.number(2) && line.faults.size() < faults_max) {
                line.faults.push_back(
                    "branch " + to_string(row.id(0)) + " year " + std::to_string(year)
                    + ": the counter is at " + std::to_string(row.number(2))
                    + ", the last receipt is " + std::to_string(last)
                );
            }
            return {};
        }
    ));
    lines.push_back(std::move(line));
    return {};
}

/// What was refunded stands on the gift as in its refunds.
Result<void> check_refunds(Connection& snapshot, std::vector<AuditLine>& lines) {
    AuditLine line { "refunds add up to what the gifts say", 0, {} };
    TRY(snapshot.query(
        "SELECT g.branch_id, g.id, g.refunded, coalesce(r.total, 0), g.amount FROM giving_gift g "
        "LEFT JOIN (SELECT branch_id, gift, CAST(sum(amount) AS BIGINT) AS total FROM "
        "giving_refund "
        "GROUP BY branch_id, gift) r ON r.branch_id = g.branch_id AND r.gift = g.id "
        "WHERE g.refunded <> 0 OR r.total IS NOT NULL",
        {},
        [&](const Row& row) -> Result<void> {
            ++line.looked_at;
            const bool good = row.number(2) == row.number(3) && row.number(2) <= row.number(4);
            if (!good && line.faults.size() < faults_max) {
                line.faults.push_back(
                    "gift " + to_string(row.id(1)) + " of branch " + to_string(row.id(0))
                );
            }
            return {};
        }
    ));
    lines.push_back(std::move(line));
    return {};
}

/// Every record can be read: known words, whole seals, keys that open them.
Result<void> check_records(Book& book, Connection& snapshot, std::vector<AuditLine>& lines) {
    for (const auto* table : book.registry().records()) {
        AuditLine line { "records " + std::string { table->type().name } + " can be read", 0, {} };
        auto outcome = table->select(
            record::queries_of(snapshot),
            " ORDER BY t.branch_id, t.id",
            {},
            [&](const record::Loaded&) -> Result<void> {
                ++line.looked_at;
                return {};
            }
        );
        if (!outcome) {
            if (outcome.error().code != Errc::corrupt) {
                return outcome;
            }
            line.faults.push_back(
                "after " + std::to_string(line.looked_at) + " rows: " + outcome.error().message.en
            );
        }
        lines.push_back(std::move(line));
    }
    return {};
}

/// Each branch's log, from its entries alone.
Result<void> check_logs(
    Book& book,
    Connection& snapshot,
    const Result<transparency::SignedHeads>& remembered,
    std::vector<AuditLine>& lines
) {
    if (!remembered) {
        lines.push_back(
            { "the guard file of the logs can be read", 1, { remembered.error().message.en } }
        );
    }
    const auto tree = book.engine().branches();
    for (const auto& branch : tree->all()) {
        const auto checks = TRY(transparency::audit_log(
            snapshot,
            branch.id,
            book.vault(),
            remembered ? *remembered : transparency::SignedHeads {}
        ));
        for (const auto& check : checks) {
            AuditLine line { "log " + branch.code + ": " + check.check, check.looked_at, {} };
            if (!check.fault.empty()) {
                line.faults.push_back(check.fault);
            }
            lines.push_back(std::move(line));
        }
    }
    return {};
}

/// Movements, balances, positions and leaves agree.
Result<void> check_ledger(Book& book, Connection& snapshot, std::vector<AuditLine>& lines) {
    ledger::BranchCodes codes;
    const auto tree = book.engine().branches();
    for (const auto& branch : tree->all()) {
        codes.emplace(branch.id, branch.code);
    }
    for (auto& finding : TRY(ledger::audit(record::queries_of(snapshot), codes))) {
        lines.push_back({ "ledger: " + finding.check, finding.looked_at, std::move(finding.faults) }
        );
    }
    return {};
}

/// Every attached file is still the one that was attached.
Result<void> check_attachments(Book& book, Connection& snapshot, std::vector<AuditLine>& lines) {
    auto found = TRY(attachments::audit(record::queries_of(snapshot), book.vault()));
    lines.push_back(
        { "attached files are what the log commits to", found.looked_at, std::move(found.faults) }
    );
    return {};
}

/// The file itself is whole.
Result<void> check_file(Connection& snapshot, std::vector<AuditLine>& lines) {
    if (snapshot.dialect() != storage::Dialect::sqlite) {
        return {};
    }
    AuditLine line { "the data file is whole", 1, {} };
    TRY(snapshot.query("PRAGMA integrity_check(10)", {}, [&](const Row& row) -> Result<void> {
        if (row.text(0) != "ok") {
            line.faults.emplace_back(row.text(0));
        }
        return {};
    }));
    lines.push_back(std::move(line));
    return {};
}

}  // namespace

Result<std::vector<AuditLine>> audit(Book& book) {
    // Before the snapshot: a server at work may sign more meanwhile.
    const auto remembered = transparency::Guard { book.options().guard_file() }.read();
    auto lease = TRY(book.readers().lend());
    return storage::in_snapshot(
        *lease,
        [&](Connection& snapshot) -> Result<std::vector<AuditLine>> {
            std::vector<AuditLine> lines;
            TRY(check_file(snapshot, lines));
            TRY(check_figures(book, snapshot, lines));
            TRY(check_receipts(snapshot, lines));
            TRY(check_refunds(snapshot, lines));
            TRY(check_gifts(book, snapshot, lines));
            TRY(check_goods(book, snapshot, lines));
            TRY(check_campaigns(snapshot, lines));
            TRY(check_statements(snapshot, lines));
            TRY(check_ledger(book, snapshot, lines));
            TRY(check_attachments(book, snapshot, lines));
            TRY(check_records(book, snapshot, lines));
            TRY(check_logs(book, snapshot, remembered, lines));
            return lines;
        }
    );
}

}  // namespace boai::app
