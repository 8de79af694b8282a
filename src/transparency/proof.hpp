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
#include <utility>
#include <vector>

namespace boai::transparency {

/// Values by key, those asked for last: of two halves the older one is dropped when the newer one
/// is full. Threads: one.
template <class Key, class Value>
class RecentCache {
public:
    explicit RecentCache(std::size_t count_max)
        : half_(count_max / 2) { }

    /// The value, or none.
    [[nodiscard]] Value find(const Key& key) {
        if (const auto at = newer_.find(key); at != newer_.end()) {
            return at->second;
        }
        const auto at = older_.find(key);
        if (at == older_.end()) {
            return {};
        }
        auto value = at->second;
        keep(key, value);
        return value;
    }

    void keep(const Key& key, Value value) {
        if (newer_.size() >= half_) {
            older_ = std::exchange(newer_, {});
        }
        newer_.insert_or_assign(key, std::move(value));
    }

private:
    std::size_t half_;
    std::map<Key, Value> newer_;
    std::map<Key, Value> older_;
};

/// Makes proofs, and remembers hashes inside of tiles: folding a whole tile for each proof would
/// cost ten times the rest. Takes at most 16 MB. Threads: any.
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

    /// The upper half of a full tile of the lowest level: level by level, beginning with the
    /// hashes over 16 entries each.
    using Middles = std::vector<std::vector<journal::Hash>>;
    /// Branch, level, index, width.
    using Key = std::tuple<Id, int, std::uint64_t, std::uint64_t>;

    /// One proof under way.
    struct Asked {
        StoredLog& log;
        std::uint64_t size = 0;
        std::vector<journal::Hash> group {}; ///< the 16 lowest hashes around the entry
        std::uint64_t group_begin = 0;
    };

    Result<journal::Hash> hash(Asked& asked, int level, std::uint64_t index);
    Result<std::shared_ptr<const Middles>> middles(StoredLog& log, const journal::TileName& name);
    Result<std::shared_ptr<const Folded>> folded(StoredLog& log, const journal::TileName& name);

    std::mutex mutex_;
    static constexpr std::size_t folded_max = 256; ///< 16 KB each
    static constexpr std::size_t middles_max = 8'192; ///< 1.4 KB each

    RecentCache<Key, std::shared_ptr<const Folded>> folded_ { folded_max };
    RecentCache<Key, std::shared_ptr<const Middles>> middles_ { middles_max };
};

} // namespace boai::transparency
