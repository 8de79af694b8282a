#include "journal/merkle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace boai::journal {
namespace {

/// A run of entries, aligned as RFC 6962 splits trees: begin is a multiple of the next power of
/// two of its length.
struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;

    [[nodiscard]] std::uint64_t size() const { return end - begin; }

    /// The largest power of two strictly below the length. Source: RFC 6962 section 2.1.
    [[nodiscard]] std::uint64_t split() const { return std::bit_floor(size() - 1); }

    [[nodiscard]] Range left() const { return { begin, begin + split() }; }

    [[nodiscard]] Range right() const { return { begin + split(), end }; }
};

Result<Hash> hash_of(Range range, HashReader read) {
    if (std::has_single_bit(range.size())) {
        const int level = std::countr_zero(range.size());
        return read(level, range.begin >> level);
    }
    const auto left = TRY(hash_of(range.left(), read));
    const auto right = TRY(hash_of(range.right(), read));
    return node_hash(left, right);
}

std::unexpected<Error> refused() {
    return fail(Errc::invalid, Text { "证明与树根不符", "the proof does not lead to the root" });
}

} // namespace

Hash leaf_hash(std::string_view entry) {
    thread_local crypto::Sha256 hash;
    hash.update(std::string_view { "\x00", 1 });
    hash.update(entry);
    return hash.finish();
}

Hash node_hash(Hash const& left, Hash const& right) {
    std::array<char, 1 + 2 * sizeof(Hash)> bytes {};
    bytes[0] = '\x01';
    std::memcpy(bytes.data() + 1, left.data(), left.size());
    std::memcpy(bytes.data() + 1 + left.size(), right.data(), right.size());
    thread_local crypto::Sha256 hash;
    hash.update({ bytes.data(), bytes.size() });
    return hash.finish();
}

Hash empty_root() {
    return crypto::sha256("");
}

Result<Hash> root_of(std::uint64_t size, HashReader read) {
    if (size == 0) {
        return empty_root();
    }
    return hash_of({ 0, size }, read);
}

Result<std::vector<Hash>>
inclusion_proof(std::uint64_t index, std::uint64_t size, HashReader read) {
    if (index >= size) {
        return fail(
            Errc::invalid, Text { "日志中还没有这一条", "the log does not hold this entry yet" }
        );
    }
    std::vector<Hash> proof;
    Range range { 0, size };
    while (range.size() > 1) {
        const bool goes_left = index < range.right().begin;
        proof.push_back(TRY(hash_of(goes_left ? range.right() : range.left(), read)));
        range = goes_left ? range.left() : range.right();
    }
    std::ranges::reverse(proof);
    return proof;
}

Result<std::vector<Hash>>
consistency_proof(std::uint64_t older, std::uint64_t newer, HashReader read) {
    if (older > newer) {
        return fail(
            Errc::invalid, Text { "旧树不能比新树大", "the older tree cannot be the larger" }
        );
    }
    std::vector<Hash> proof;
    if (older == 0 || older == newer) {
        return proof;
    }
    // RFC 6962 section 2.1.2, SUBPROOF from the root down to where the older tree ends.
    Range range { 0, newer };
    while (range.end != older) {
        const bool goes_left = older <= range.right().begin;
        proof.push_back(TRY(hash_of(goes_left ? range.right() : range.left(), read)));
        range = goes_left ? range.left() : range.right();
    }
    if (range.begin != 0) {
        proof.push_back(TRY(hash_of(range, read)));
    }
    std::ranges::reverse(proof);
    return proof;
}

Result<void> verify_inclusion(Inclusion const& claim, std::span<Hash const> proof) {
    // RFC 9162 section 2.1.3.2, by its steps.
    if (claim.index >= claim.size) { // 1
        return refused();
    }
    auto position = claim.index; // 2
    auto last = claim.size - 1;
    auto hash = claim.leaf; // 3
    for (auto const& next : proof) { // 4
        if (last == 0) { // 4.1
            return refused();
        }
        if ((position & 1U) != 0 || position == last) { // 4.2
            hash = node_hash(next, hash);
            while ((position & 1U) == 0 && position != 0) {
                position >>= 1U;
                last >>= 1U;
            }
        } else { // 4.3
            hash = node_hash(hash, next);
        }
        position >>= 1U; // 4.4
        last >>= 1U;
    }
    if (last != 0 || hash != claim.root) { // 5
        return refused();
    }
    return {};
}

// NOLINTNEXTLINE(readability-function-cognitive-complexity): step by step as the standard has it
Result<void>
verify_consistency(TreeHead const& older, TreeHead const& newer, std::span<Hash const> proof) {
    if (older.size == newer.size) {
        return proof.empty() && older.root == newer.root ? Result<void> {} : refused();
    }
    if (older.size == 0) {
        return proof.empty() && older.root == empty_root() ? Result<void> {} : refused();
    }
    if (older.size > newer.size || proof.empty()) { // RFC 9162 section 2.1.4.2, step 1
        return refused();
    }
    const bool prepends = std::has_single_bit(older.size); // 2
    auto position = older.size - 1; // 3
    auto last = newer.size - 1;
    while ((position & 1U) != 0) { // 4
        position >>= 1U;
        last >>= 1U;
    }
    auto first_hash = prepends ? older.root : proof.front(); // 5
    auto second_hash = first_hash;
    for (auto const& next : proof.subspan(prepends ? 0 : 1)) { // 6
        if (last == 0) { // 6.1
            return refused();
        }
        if ((position & 1U) != 0 || position == last) { // 6.2
            first_hash = node_hash(next, first_hash);
            second_hash = node_hash(next, second_hash);
            while ((position & 1U) == 0 && position != 0) {
                position >>= 1U;
                last >>= 1U;
            }
        } else { // 6.3
            second_hash = node_hash(second_hash, next);
        }
        position >>= 1U; // 6.4
        last >>= 1U;
    }
    if (last != 0 || first_hash != older.root || second_hash != newer.root) { // 7
        return refused();
    }
    return {};
}

Result<Frontier> Frontier::load(std::uint64_t size, HashReader read) {
    Frontier frontier;
    frontier.size_ = size;
    for (int level = 63; level >= 0; --level) {
        if ((size >> level & 1U) != 0) {
            // The peak of this bit begins where the larger ones end.
            const auto index = (size >> level) - 1;
            frontier.peaks_.push_back(TRY(read(level, index)));
        }
    }
    return frontier;
}

void Frontier::append(
    Hash const& leaf, FunctionRef<void(int level, std::uint64_t index, Hash const& hash)> on_whole
) {
    auto hash = leaf;
    auto index = size_;
    int level = 0;
    on_whole(level, index, hash);
    while ((index & 1U) != 0) {
        hash = node_hash(peaks_.back(), hash);
        peaks_.pop_back();
        index >>= 1U;
        ++level;
        on_whole(level, index, hash);
    }
    peaks_.push_back(hash);
    ++size_;
}

TreeHead Frontier::head() const {
    if (peaks_.empty()) {
        return { 0, empty_root() };
    }
    auto hash = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) {
        hash = node_hash(*peak, hash);
    }
    return { size_, hash };
}

} // namespace boai::journal
