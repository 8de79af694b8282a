/// \file
/// Rollback: the operator's decision to go on with a book that knows less than was signed.
#pragma once

#include "base/result.hpp"
#include "storage/writer.hpp"
#include "transparency/guard.hpp"
#include "transparency/stored_log.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace boai::transparency {

struct Rollback {
    Id branch;
    std::string code; ///< of the branch
    std::string reason; ///< for everybody to read, 1 to 500 bytes
    Instant now;
};

/// What the log says and what was signed, as the decision is about them.
struct RollbackHeads {
    journal::TreeHead was_signed;
    journal::TreeHead kept; ///< as the book's newest checkpoint has it
};

/// Whether a leaf is such a decision: it tells of the log itself, not of money.
[[nodiscard]] bool is_rollback(std::string_view entry);

/// The heads that differ. Errors: conflict when the log agrees with what was signed.
Result<RollbackHeads> find_rollback(StoredLog& log, const Guard& guard);

/// Enters the decision as a leaf of the log, runs `record` in the same transaction, and lets the
/// guard take the book's own head for the last signed one.
/// Errors: invalid without a reason, or a long one; as storage and Guard.
Result<void> accept_rollback(
    storage::Writer& writer,
    Guard& guard,
    const Rollback& rollback,
    const RollbackHeads& heads,
    const std::function<Result<void>(storage::Transaction&)>& record
);

} // namespace boai::transparency
