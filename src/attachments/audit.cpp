#include "attachments/audit.hpp"

#include "attachments/attachment.hpp"
#include "attachments/store.hpp"
#include "ledger/commitment.hpp"
#include "ledger/leaf.hpp"

#include <array>
#include <optional>

namespace boai::attachments {
namespace {

using storage::Param;
using storage::Row;

constexpr std::size_t faults_max = 10;

/// One attachment as its row tells it.
struct Told {
    Id branch;
    Id id;
    std::string sha256;
    std::int64_t size = 0;
    bool is_erased = false;
    std::optional<std::uint64_t> entry;
};

Result<std::vector<Told>> read_rows(record::Queries queries) {
    std::vector<Told> rows;
    TRY(queries(
        "SELECT branch_id, id, sha256, size, state, coalesce(entry, -1) FROM "
        "attachments_attachment ORDER BY branch_id, id",
        {},
        [&](const Row& row) -> Result<void> {
            Told told { row.id(0), row.id(1), std::string { row.text(2) }, row.number(3) };
            told.is_erased = row.text(4) == "erased";
            if (row.number(5) >= 0) {
                told.entry = static_cast<std::uint64_t>(row.number(5));
            }
            rows.push_back(std::move(told));
            return {};
        }
    ));
    return rows;
}

Result<std::string>
text_of(record::Queries queries, std::string_view sql, std::span<const Param> params) {
    std::string found;
    TRY(queries(sql, params, [&](const Row& row) -> Result<void> {
        found = row.text(0);
        return {};
    }));
    return found;
}

/// What is wrong with the file; empty when nothing is.
Result<std::string>
fault_of(record::Queries queries, const crypto::Vault& vault, const Told& told) {
    const std::array key { Param { told.branch }, Param { told.id } };
    const auto wrapped = TRY(
        text_of(queries, "SELECT wrapped FROM subject_key WHERE branch_id = $1 AND id = $2", key)
    );
    const std::array place { Param { told.branch },
                             Param { static_cast<std::int64_t>(told.entry.value_or(0)) } };
    const auto bytes = TRY(
        text_of(queries, "SELECT entry FROM journal_leaf WHERE branch_id = $1 AND idx = $2", place)
    );
    ledger::LeafReader reader;
    const auto leaf = reader.read(bytes);
    const bool is_entered = told.entry && leaf && leaf->kind == ledger::EntryKind::paper
        && leaf->commitments.size() == 1;
    if (!is_entered) {
        return std::string { "the log has no leaf for it" };
    }
    if (told.is_erased) {
        return std::string { wrapped.empty() ? "" : "it is erased and its key is still there" };
    }
    const auto unwrapped = vault.unwrap(told.id, wrapped);
    if (!unwrapped) {
        return std::string { "its key is gone" };
    }
    const auto salt = ledger::salt_of(*unwrapped, { "paper", told.id, *told.entry });
    if (ledger::commit("paper", salt, told.sha256) != leaf->commitments.front().hash) {
        return std::string { "the log commits to another file" };
    }
    const record::Loaded loaded {
        { told.branch, told.id }, std::make_shared<Attachment>(Attachment { .sha256 = told.sha256 })
    };
    const auto content = read_content(queries, vault, loaded);
    if (!content && content.error().code == Errc::unavailable) {
        return std::unexpected(content.error());
    }
    const bool is_whole = content && static_cast<std::int64_t>(content->size()) == told.size;
    return std::string { is_whole ? "" : "the file is not the one that was attached" };
}

} // namespace

Result<Findings> audit(record::Queries queries, const crypto::Vault& vault) {
    Findings findings;
    for (const auto& told : TRY(read_rows(queries))) {
        ++findings.looked_at;
        const auto fault = TRY(fault_of(queries, vault, told));
        if (!fault.empty() && findings.faults.size() < faults_max) {
            findings.faults.push_back(
                "attachment " + to_string(told.id) + " of branch " + to_string(told.branch) + ": "
                + fault
            );
        }
    }
    return findings;
}

} // namespace boai::attachments
