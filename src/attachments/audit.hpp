/// \file
/// The audit of attachments: every file is still the one that was attached.
#pragma once

#include "crypto/vault.hpp"
#include "record/record_table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace boai::attachments {

struct Findings {
    std::size_t looked_at = 0;
    std::vector<std::string> faults;
};

/// Each file's bytes give the hash of its row, and the leaf in the branch's log commits to that
/// hash. Of an erased one nothing is left but row and leaf. Errors: as storage.
Result<Findings> audit(record::Queries queries, const crypto::Vault& vault);

} // namespace boai::attachments
