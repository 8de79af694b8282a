/// \file
/// Rollback: the operator's decision to go on with a book that knows less than was signed.
#pragma once

#include "base/result.hpp"
#include "storage/writer.hpp"
#include "transparency/guard.hpp"
#include "transparency/stored_log.hpp"

#include <functional>
#include <optional>
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
    std::string origin; ///< the log's name so far
};

/// The names that a decision took from the log and gave to it.
struct Renaming {
    std::string from;
    std::string to;
};

/// Whether a leaf is such a decision: it tells of the log itself, not of money.
[[nodiscard]] bool is_rollback(std::string_view entry);

/// What such a leaf says of the log's name. Nothing when it is none, or says nothing of it.
[[nodiscard]] std::optional<Renaming> renaming_in(std::string_view entry);

/// The heads that differ. Errors: conflict when the log agrees with what was signed.
Result<RollbackHeads> find_rollback(StoredLog& log, const Guard& guard);

/// Enters the decision as a leaf of the log, which gets a name of its own from here on, runs
/// `record` in the same transaction, and lets the guard take the book's own head for the last
/// signed one. The new name.
/// Errors: invalid without a reason, or a long one; as storage and Guard.
Result<std::string> accept_rollback(
    storage::Writer& writer,
    Guard& guard,
    const Rollback& rollback,
    const RollbackHeads& heads,
    const std::function<Result<void>(storage::Transaction&)>& record
);

} // namespace boai::transparency
