/// \file
/// StoredLog: one branch's log as it stands in the database, read by one session.
#pragma once

#include "base/function_ref.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "journal/checkpoint.hpp"
#include "journal/tile.hpp"
#include "storage/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::transparency {

/// A checkpoint as it was signed and stored.
struct StoredCheckpoint {
    std::uint64_t size = 0;
    Instant at;
    std::string note; ///< with the log's own signature alone
};

/// Indexes from `begin` on, without `end`.
struct Span {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

using EntrySink = FunctionRef<Result<void>(std::uint64_t index, std::string_view entry)>;

/// Errors of every call: as Connection. Threads: those of the session.
class StoredLog {
public:
    /// `session` must outlive it.
    StoredLog(storage::Connection& session, Id branch)
        : session_(session)
        , branch_(branch) { }

    [[nodiscard]] Id branch() const { return branch_; }

    [[nodiscard]] storage::Connection& session() const { return session_; }

    /// Entries, signed or not.
    Result<std::uint64_t> size();
    /// Hands the entries to `sink` in their order, read in runs, so that a log of any length takes
    /// little memory. Errors: corrupt when one is missing; as `sink`.
    Result<void> entries(Span span, EntrySink sink);
    /// The hashes of a tile: the beginning of what is stored. Errors: not_found when there are
    /// fewer.
    Result<std::string> tile(journal::TileName const& name);
    /// The hashes of a tile at these places of it. Errors: not_found.
    Result<std::string> hashes(journal::TileName const& name, Span span);
    /// A bundle of entries. Errors: not_found when there are fewer.
    Result<std::string> bundle(journal::TileName const& name);
    Result<std::optional<StoredCheckpoint>> newest_checkpoint();
    /// Every checkpoint with a size in the span, smallest first.
    Result<std::vector<StoredCheckpoint>> checkpoints(Span sizes);
    /// The lines by which witnesses signed the checkpoint of this size.
    Result<std::vector<std::string>> cosignatures(std::uint64_t size);
    /// The whole subtree at `level` and `index`, of a tree of `size` entries with stored tiles.
    Result<journal::Hash> hash(int level, std::uint64_t index, std::uint64_t size);
    /// The root over the first `size` entries, of a log with tiles up to `signed_size`; hashes
    /// entries beyond those. Errors: corrupt when there are fewer entries.
    Result<journal::TreeHead> head_at(std::uint64_t size, std::uint64_t signed_size);

private:
    storage::Connection& session_;
    Id branch_;
};

/// The branches that have entries, with their sizes.
struct LogSize {
    Id branch;
    std::uint64_t size = 0;
};

Result<std::vector<LogSize>> log_sizes(storage::Connection& session);

} // namespace boai::transparency
