/// \file
/// The arithmetic of Merkle trees: hashes, roots, proofs and their verification. Nothing here
/// holds a tree; hashes of whole subtrees are asked for.
/// Source: RFC 6962 section 2.1; RFC 9162 section 2.1.
#pragma once

#include "base/function_ref.hpp"
#include "base/result.hpp"
#include "crypto/hash.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace boai::journal {

using Hash = crypto::Digest;

/// The hash of one entry: SHA-256 of a zero byte and the entry. Threads: any.
[[nodiscard]] Hash leaf_hash(std::string_view entry);
/// The hash over two subtrees: SHA-256 of a one byte and both hashes. Threads: any.
[[nodiscard]] Hash node_hash(Hash const& left, Hash const& right);
/// The root of the tree without entries: SHA-256 of nothing.
[[nodiscard]] Hash empty_root();

/// Gives the hash of a whole subtree: the 2^level entries from index * 2^level on.
/// Errors: as the store it reads; corrupt when the subtree should be there and is not.
using HashReader = FunctionRef<Result<Hash>(int level, std::uint64_t index)>;

/// The root over the first `size` entries. Errors: as `read`.
Result<Hash> root_of(std::uint64_t size, HashReader read);
/// The hashes that lead from entry `index` to the root of `size`, leaf's sibling first.
/// Errors: invalid when index >= size; as `read`.
Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, HashReader read);
/// The hashes that show the tree of `older` to be the beginning of the tree of `newer`.
/// Errors: invalid when older > newer; as `read`.
Result<std::vector<Hash>>
consistency_proof(std::uint64_t older, std::uint64_t newer, HashReader read);

/// What an inclusion proof claims.
struct Inclusion {
    std::uint64_t index = 0;
    std::uint64_t size = 0;
    Hash leaf {};
    Hash root {};
};

/// Errors: invalid when the proof does not lead from the leaf to the root. Threads: any.
/// Source: RFC 9162 section 2.1.3.2.
Result<void> verify_inclusion(Inclusion const& claim, std::span<Hash const> proof);

/// A tree known by its size and root.
struct TreeHead {
    std::uint64_t size = 0;
    Hash root {};
    friend bool operator==(TreeHead const&, TreeHead const&) = default;
};

/// Errors: invalid when the newer tree does not begin with the older. Threads: any.
/// Source: RFC 9162 section 2.1.4.2.
Result<void>
verify_consistency(TreeHead const& older, TreeHead const& newer, std::span<Hash const> proof);

/// The right edge of a growing tree: what is needed to add entries and to know the root, one hash
/// a level. Threads: any one thread.
class Frontier {
public:
    Frontier() = default;
    /// The edge of the tree of `size` entries. Errors: as `read`.
    static Result<Frontier> load(std::uint64_t size, HashReader read);

    /// Adds an entry; `on_whole` is told each subtree that became whole, lowest first.
    void append(
        Hash const& leaf,
        FunctionRef<void(int level, std::uint64_t index, Hash const& hash)> on_whole
    );
    [[nodiscard]] TreeHead head() const;

private:
    std::uint64_t size_ = 0;
    /// The whole subtrees the tree is made of, largest first: one for each one bit of size_.
    std::vector<Hash> peaks_;
};

} // namespace boai::journal
