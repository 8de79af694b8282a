/// \file
/// Proofs that an entry is in a published log.
#pragma once

#include "journal/checkpoint.hpp"
#include "transparency/published.hpp"
#include "transparency/stored_log.hpp"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

namespace boai::transparency {

/// Makes proofs, and remembers hashes inside of tiles: folding a whole tile for each proof would
/// cost ten times the rest. Takes at most 24 MB. Threads: any.
class Prover {
public:
    /// The proof of entry `index` against a published checkpoint, with the entry itself as `extra`.
    /// Errors: not_found when the checkpoint does not cover the entry; as storage.
    Result<journal::LogProof>
    prove(StoredLog& log, std::uint64_t index, const PublishedCheckpoint& checkpoint);

private:
    /// A tile with every whole subtree inside: nodes[level][place].
    struct Folded {
        std::vector<std::vector<journal::Hash>> nodes;
    };

    /// The hashes over 16 entries each of a full tile of the lowest level.
    using Middles = std::array<journal::Hash, 16>;
    /// Branch, level, index, width.
    using Key = std::tuple<Id, int, std::uint64_t, std::uint64_t>;

    /// A full tile of the lowest level.
    struct LowTile {
        std::string hashes;
        std::shared_ptr<const Middles> middles;
    };

    Result<journal::Hash> hash(StoredLog& log, int level, std::uint64_t index, std::uint64_t size);
    Result<std::shared_ptr<const LowTile>> low_tile(StoredLog& log, const journal::TileName& name);
    Result<std::shared_ptr<const Folded>> folded(StoredLog& log, const journal::TileName& name);

    std::mutex mutex_;
    std::map<Key, std::shared_ptr<const Folded>> folded_;
    std::map<Key, std::shared_ptr<const LowTile>> low_; ///< those needed last
    std::map<Key, std::shared_ptr<const Middles>> middles_;
};

} // namespace boai::transparency
