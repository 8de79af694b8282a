#include "app/audit_gifts.hpp"

#include "ledger/commitment.hpp"
#include "ledger/leaf.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/gift_entries.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace boai::app {
namespace {

using storage::Connection;
using storage::Row;

/// The gift of a row that begins with branch and id.
std::string told(const Row& row) {
    return "gift " + to_string(row.id(1)) + " of branch " + to_string(row.id(0));
}

/// Every gift names the entry and the position it has in the ledger.
Result<AuditLine> check_entries(Connection& snapshot) {
    AuditLine line { "gifts stand in the ledger as they say", 0, {} };
    TRY(snapshot.query(
        "SELECT g.branch_id, g.id, g.amount, coalesce(g.entry, -1), coalesce(m.amount, 0), "
        "coalesce(m.entry, -2) FROM giving_gift g LEFT JOIN ledger_movement m ON m.branch_id = "
        "g.branch_id AND m.fund = coalesce(g.purpose, 0) AND m.commodity = 'CNY' AND m.flow = 1 "
        "AND m.position = g.position AND m.entry = g.entry AND m.source = g.id",
        {},
        [&](const Row& row) -> Result<void> {
            ++line.looked_at;
            const bool good = row.number(2) == row.number(4) && row.number(3) == row.number(5);
            if (!good && line.faults.size() < faults_max) {
                line.faults.push_back(told(row));
            }
            return {};
        }
    ));
    return line;
}

/// The gifts of receipts that were voided, by branch, year and number.
using Voided = std::map<std::tuple<Id, std::int64_t, std::int64_t>, Id>;

Result<Voided> read_voided(Connection& snapshot) {
    Voided voided;
    TRY(snapshot.query(
        "SELECT branch_id, receipt_year, receipt_number, gift FROM giving_voided_receipt",
        {},
        [&](const Row& row) -> Result<void> {
            voided[{ row.id(0), row.number(1), row.number(2) }] = row.id(3);
            return {};
        }
    ));
    return voided;
}

/// Whether a receipt told in a leaf was issued for this gift: the number it has, or one it had.
bool is_receipt_of(const Row& gift, const std::string& receipt, const Voided& voided) {
    const auto number = giving::parse_receipt(receipt);
    if (!number) {
        return false;
    }
    if (number->year == gift.number(3) && number->number == gift.number(4)) {
        return true;
    }
    const auto at = voided.find({ gift.id(0), number->year, number->number });
    return at != voided.end() && at->second == gift.id(1);
}

/// What is wrong with the leaf of a gift; empty when nothing is.
std::string
fault_of(const Row& gift, const ledger::Leaf& leaf, const Voided& voided, std::string_view id) {
    if (leaf.kind != ledger::EntryKind::gift || leaf.id != id) {
        return ": its leaf is of something else";
    }
    if (leaf.day != gift.day(2)) {
        return ": its leaf tells the day " + to_string(leaf.day);
    }
    if (!leaf.receipt.empty() && !is_receipt_of(gift, leaf.receipt, voided)) {
        return ": its leaf tells the receipt " + leaf.receipt;
    }
    return {};
}

Result<AuditLine> check_leaves(Connection& snapshot, const crypto::Vault& vault) {
    AuditLine line { "leaves tell the day and the receipt of their gifts", 0, {} };
    const auto voided = TRY(read_voided(snapshot));
    ledger::LeafReader reader;
    TRY(snapshot.query(
        "SELECT g.branch_id, g.id, g.day, g.receipt_year, g.receipt_number, l.entry FROM "
        "giving_gift g JOIN journal_leaf l ON l.branch_id = g.branch_id AND l.idx = g.entry",
        {},
        [&](const Row& row) -> Result<void> {
            ++line.looked_at;
            const auto leaf = reader.read(row.text(5));
            auto fault = leaf ? fault_of(row, *leaf, voided, ledger::public_id(vault, row.id(1)))
                              : std::string { ": its leaf cannot be read" };
            if (!fault.empty() && line.faults.size() < faults_max) {
                line.faults.push_back(told(row) + fault);
            }
            return {};
        }
    ));
    return line;
}

/// A gift's row beside its key and the leaf that tells its donor.
enum DonorColumn : std::uint8_t { branch, id, entry, subject, sealed_name, wrapped_key, leaf };

/// What is wrong with what a leaf says of the donor; empty when nothing is, or when the key was
/// destroyed and nobody can tell any more.
std::string donor_fault(const Row& row, ledger::LeafReader& reader, const crypto::Vault& vault) {
    const auto told_leaf = reader.read(row.text(DonorColumn::leaf));
    if (!told_leaf) {
        return ": its leaf cannot be read";
    }
    const auto told_hash = std::ranges::find(
        told_leaf->commitments, giving::donor_field, &ledger::Commitment::field
    );
    const bool is_told = told_hash != told_leaf->commitments.end();
    if (row.text(DonorColumn::wrapped_key).empty()) {
        return {};
    }
    if (row.text(DonorColumn::sealed_name).empty()) {
        return is_told ? ": its leaf commits to a donor, and none is kept" : "";
    }
    const auto key = vault.unwrap(row.id(DonorColumn::subject), row.text(DonorColumn::wrapped_key));
    const auto name = key
        ? crypto::Vault::open(*key, "donor_name", row.text(DonorColumn::sealed_name))
        : std::unexpected(key.error());
    if (!name) {
        return ": the name under seal cannot be opened";
    }
    if (!is_told) {
        return ": its leaf commits to no donor";
    }
    const auto at = static_cast<std::uint64_t>(row.number(DonorColumn::entry));
    const auto hash = giving::donor_commitment(*key, row.id(DonorColumn::id), at, *name);
    return hash == told_hash->hash ? "" : ": its leaf commits to another donor than is kept";
}

/// The commitment of the newest leaf about each gift's donor, made again from the name and the
/// salt that grows from the donor's key.
Result<AuditLine> check_donors(Connection& snapshot, const crypto::Vault& vault) {
    AuditLine line { "leaves commit to the donors' names as kept", 0, {} };
    ledger::LeafReader reader;
    const auto look = [&](const Row& row) -> Result<void> {
        ++line.looked_at;
        auto fault = donor_fault(row, reader, vault);
        if (!fault.empty() && line.faults.size() < faults_max) {
            line.faults.push_back(told(row) + fault);
        }
        return {};
    };
    for (const auto* const table : { "giving_gift", "giving_goods_gift" }) {
        TRY(snapshot.query(
            std::string { "SELECT g.branch_id, g.id, l.idx, coalesce(g.donor_person, g.id), "
                          "g.donor_name, k.wrapped, l.entry FROM " }
                + table
                + " g JOIN journal_leaf l ON l.branch_id = g.branch_id AND l.idx = "
                  "coalesce(g.donor_entry, g.entry) LEFT JOIN subject_key k ON k.branch_id = "
                  "g.branch_id AND k.id = coalesce(g.donor_person, g.id)",
            {},
            look
        ));
    }
    return line;
}

} // namespace

Result<void> check_gifts(Book& book, Connection& snapshot, std::vector<AuditLine>& lines) {
    lines.push_back(TRY(check_entries(snapshot)));
    lines.push_back(TRY(check_leaves(snapshot, book.vault())));
    lines.push_back(TRY(check_donors(snapshot, book.vault())));
    return {};
}

} // namespace boai::app
