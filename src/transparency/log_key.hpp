/// \file
/// LogKey: the key that signs a branch's log, and the log's name.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/signature.hpp"
#include "crypto/vault.hpp"
#include "journal/note.hpp"
#include "storage/connection.hpp"
#include "storage/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boai::transparency {

/// What is public of a log's key: its name is the log's origin.
struct StoredKey {
    journal::Verifier verifier;
    std::string sealed_seed; ///< by the master key, for this branch alone
};

/// The origin of a branch's log: the public address without its scheme, "/log/" and the code.
/// Source: C2SP tlog-checkpoint v1.0.0, "schemeless URL".
[[nodiscard]] std::string origin_of(std::string_view public_url, std::string_view branch_code);

/// The name under which a log goes on that knows less than was signed under `origin`: witnesses and
/// readers hold the old name to what they saw, and nothing of the new one can contradict it.
[[nodiscard]] std::string renamed_origin(std::string_view origin, Instant now);

/// Whether a name was given by renamed_origin.
[[nodiscard]] bool is_renamed(std::string_view origin);

/// Gives the branch's log another name; its key stays.
Result<void> rename_log(storage::Transaction& tx, Id branch, std::string_view origin);

/// The branch's key, if it has one.
Result<std::optional<StoredKey>> find_key(storage::Connection& session, Id branch);

/// Makes the branch's key unless it has one. Before anything is signed, another `origin` takes the
/// place of the one stored; afterwards, and once renamed, the name stays, whatever the address.
Result<void> ensure_key(
    storage::Transaction& tx,
    const crypto::Vault& vault,
    Id branch,
    std::string_view origin,
    Instant now
);

/// Opens the seal. Errors: corrupt when it does not open or is another key's.
Result<crypto::SigningKey> open_key(const crypto::Vault& vault, Id branch, const StoredKey& stored);

} // namespace boai::transparency
