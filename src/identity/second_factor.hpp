/// \file
/// The second factor of a user: its secret at rest, and its removal.
#pragma once

#include "identity/store.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <string>
#include <string_view>

namespace boai::identity {

/// Seals a secret with the user's own key, which is made when there is none.
Result<std::string>
seal_secret(record::CommandContext& context, UserKey key, std::string_view secret);

/// Opens what seal_secret sealed. Errors: corrupt.
Result<std::string> open_secret(
    record::Queries queries, const crypto::Vault& vault, UserKey key, std::string_view sealed
);

/// Puts the flag on the user that a second factor is asked for, or takes it off.
Result<void> mark_second_factor(storage::Transaction& tx, UserKey key, bool has_one);

/// Removes the second factor and says so in the audit trail.
Result<void> clear_second_factor(record::CommandContext& context, UserKey key);

}  // namespace boai::identity
