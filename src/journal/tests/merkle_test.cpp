#include "journal/merkle.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <map>

namespace boai::journal {
namespace {

constexpr std::uint64_t size_max = 70;

/// The tree as the RFC writes it, over entries that are their own numbers.
class NaiveTree {
public:
    static Hash leaf(std::uint64_t index) { return leaf_hash("entry " + std::to_string(index)); }

    static Hash root(std::uint64_t begin, std::uint64_t end) {
        if (begin == end) {
            return crypto::sha256("");
        }
        if (end - begin == 1) {
            return leaf(begin);
        }
        const auto split = begin + std::bit_floor(end - begin - 1);
        return node_hash(root(begin, split), root(split, end));
    }
};

constexpr auto subtree = [](int level, std::uint64_t index) -> Result<Hash> {
    const auto width = std::uint64_t { 1 } << level;
    return NaiveTree::root(index * width, (index + 1) * width);
};

std::string hex_of(Hash const& hash) {
    return crypto::hex(crypto::view(hash));
}

std::string bytes(std::string_view hex) {
    return crypto::parse_hex(hex).value();
}

Hash flipped(Hash hash, std::size_t byte) {
    hash[byte] ^= 1U;
    return hash;
}

TEST(Merkle, gives_the_hashes_of_the_worked_example) {
    EXPECT_EQ(
        hex_of(leaf_hash("alpha")),
        "2a158d8afd48e3f88cb4195dfdb2a9e4817d95fa57fd34440d93f9aae5c4f82b"
    );
    const auto left = node_hash(leaf_hash("alpha"), leaf_hash("bravo"));
    EXPECT_EQ(hex_of(left), "fb33dff7b9f27b94d57431d3c72e3268e5dda9c4de3d2b0d34ab34146d6e6806");
    EXPECT_EQ(
        hex_of(node_hash(left, leaf_hash("charlie"))),
        "d4186e3c05a620ce61397e838bfbd76e6f27e6d7daa13c59eb82a8e094608e1c"
    );
    EXPECT_EQ(
        hex_of(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

TEST(Merkle, gives_the_root_of_the_reference_tree_of_rfc_6962) {
    const std::vector<std::string> entries {
        "",
        bytes("00"),
        bytes("10"),
        bytes("2021"),
        bytes("3031"),
        bytes("40414243"),
        bytes("5051525354555657"),
        bytes("606162636465666768696a6b6c6d6e6f"),
    };
    Frontier frontier;
    for (auto const& entry : entries) {
        frontier.append(leaf_hash(entry), [](int, std::uint64_t, Hash const&) { });
    }
    EXPECT_EQ(
        hex_of(frontier.head().root),
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    );
}

TEST(Frontier, has_the_root_and_the_whole_subtrees_of_every_size) {
    Frontier frontier;
    std::map<std::pair<int, std::uint64_t>, Hash> whole;
    for (std::uint64_t size = 0; size <= size_max; ++size) {
        EXPECT_EQ(frontier.head(), (TreeHead { size, NaiveTree::root(0, size) }));
        const auto loaded = Frontier::load(size, subtree);
        EXPECT_EQ(loaded.value().head(), frontier.head());
        frontier.append(
            NaiveTree::leaf(size),
            [&](int level, std::uint64_t index, Hash const& hash) {
                whole[{ level, index }] = hash;
            }
        );
    }
    // 71 entries: 71 leaves, 35 pairs, 17 fours, 8 eights, 4 sixteens, 2 of 32, 1 of 64.
    EXPECT_EQ(whole.size(), 71U + 35U + 17U + 8U + 4U + 2U + 1U);
    for (auto const& [place, hash] : whole) {
        EXPECT_EQ(hash, subtree(place.first, place.second).value());
    }
}

TEST(Inclusion, of_every_entry_in_every_tree_is_proven) {
    for (std::uint64_t size = 1; size <= size_max; ++size) {
        const auto root = NaiveTree::root(0, size);
        EXPECT_EQ(root_of(size, subtree).value(), root);
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = inclusion_proof(index, size, subtree).value();
            const Inclusion claim { index, size, NaiveTree::leaf(index), root };
            EXPECT_TRUE(verify_inclusion(claim, proof)) << index << " of " << size;
        }
    }
    EXPECT_EQ(inclusion_proof(3, 3, subtree).error().code, Errc::invalid);
}

TEST(Inclusion, is_refused_when_anything_is_changed) {
    for (const std::uint64_t size : { 1U, 2U, 3U, 7U, 8U, 13U, 64U, 70U }) {
        const auto root = NaiveTree::root(0, size);
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = inclusion_proof(index, size, subtree).value();
            const Inclusion claim { index, size, NaiveTree::leaf(index), root };
            for (std::size_t byte = 0; byte < sizeof(Hash); ++byte) {
                auto changed = claim;
                changed.leaf = flipped(claim.leaf, byte);
                EXPECT_FALSE(verify_inclusion(changed, proof));
                changed = claim;
                changed.root = flipped(claim.root, byte);
                EXPECT_FALSE(verify_inclusion(changed, proof));
                for (auto other = proof; auto& hash : other) {
                    hash = flipped(hash, byte);
                    EXPECT_FALSE(verify_inclusion(claim, other));
                    hash = flipped(hash, byte);
                }
            }
            auto longer = proof;
            longer.push_back(root);
            EXPECT_FALSE(verify_inclusion(claim, longer));
            if (!proof.empty()) {
                EXPECT_FALSE(verify_inclusion(claim, std::span { proof }.first(proof.size() - 1)));
                EXPECT_FALSE(verify_inclusion({ size, size, claim.leaf, root }, proof));
                EXPECT_FALSE(verify_inclusion({ index ^ 1U, size, claim.leaf, root }, proof));
            }
        }
    }
}

TEST(Consistency, of_every_pair_of_sizes_is_proven) {
    for (std::uint64_t newer = 0; newer <= size_max; ++newer) {
        for (std::uint64_t older = 0; older <= newer; ++older) {
            const auto proof = consistency_proof(older, newer, subtree).value();
            const TreeHead old_head { older, NaiveTree::root(0, older) };
            const TreeHead new_head { newer, NaiveTree::root(0, newer) };
            EXPECT_TRUE(verify_consistency(old_head, new_head, proof)) << older << " " << newer;
        }
    }
    EXPECT_EQ(consistency_proof(4, 3, subtree).error().code, Errc::invalid);
}

TEST(Consistency, is_refused_when_anything_is_changed) {
    for (std::uint64_t newer = 1; newer <= 33; ++newer) {
        for (std::uint64_t older = 1; older < newer; ++older) {
            auto proof = consistency_proof(older, newer, subtree).value();
            const TreeHead old_head { older, NaiveTree::root(0, older) };
            const TreeHead new_head { newer, NaiveTree::root(0, newer) };
            EXPECT_FALSE(verify_consistency({ older, flipped(old_head.root, 5) }, new_head, proof));
            EXPECT_FALSE(verify_consistency(old_head, { newer, flipped(new_head.root, 5) }, proof));
            EXPECT_FALSE(verify_consistency(new_head, old_head, proof));
            for (auto& hash : proof) {
                hash = flipped(hash, 31);
                EXPECT_FALSE(verify_consistency(old_head, new_head, proof));
                hash = flipped(hash, 31);
            }
            EXPECT_FALSE(
                verify_consistency(old_head, new_head, std::span { proof }.first(proof.size() - 1))
            );
            proof.push_back(new_head.root);
            EXPECT_FALSE(verify_consistency(old_head, new_head, proof));
        }
    }
}

} // namespace
} // namespace boai::journal
