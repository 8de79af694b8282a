/// \file
/// The caller's idempotency keys: the same key gives the same answer and is carried out once.
#pragma once

#include "crypto/vault.hpp"
#include "record/command.hpp"
#include "storage/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::record {

/// A key as it is kept: one caller's, within one branch.
struct RequestKey {
    Id branch;
    Id caller;
    std::string text;
    std::int64_t fingerprint = 0;  ///< of the command and its input
};

/// Keyed, because the input may hold personal values.
[[nodiscard]] std::int64_t
fingerprint_of(const crypto::Vault& vault, const CommandType& command, const void* input);

/// The outcome kept under the key. The row is written again before it is reported, so that an
/// answer after an unknown outcome has waited for the standby (storage rule 8).
/// Errors: conflict when the key was used for another input.
Result<std::optional<Outcome>>
find_outcome(storage::Transaction& tx, const RequestKey& key, Instant now);

Result<void>
keep_outcome(storage::Transaction& tx, const RequestKey& key, const Outcome& outcome, Instant now);

}  // namespace boai::record
