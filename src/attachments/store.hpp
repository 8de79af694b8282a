/// \file
/// Where attached files lie: sealed, in the branch's own rows.
#pragma once

#include "attachments/attachment.hpp"
#include "crypto/vault.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"
#include "storage/transaction.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boai::attachments {

/// Keeps the bytes of an attachment, sealed with its own key.
Result<void> keep_content(
    storage::Transaction& tx,
    const crypto::SubjectKey& key,
    Id branch,
    Id attachment,
    std::string_view bytes
);

/// The bytes again. Errors: not_found when they were erased; corrupt when they are not what was
/// kept.
Result<std::string>
read_content(record::Queries queries, const crypto::Vault& vault, const record::Loaded& attachment);

/// The attachments of one record, oldest first, withdrawn ones too.
Result<std::vector<record::Loaded>> attachments_of(
    record::Queries queries, const record::RecordTable& table, Id branch, std::string_view owner
);

/// How many of a kind stand on a record; withdrawn ones are not counted.
Result<std::int64_t> count_kept(record::CommandContext& context, Id owner, PaperKind kind);

} // namespace boai::attachments
