#include "transparency/proof.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace boai::transparency {
namespace {

using journal::Hash;
using journal::TileName;

constexpr int group_level = 4; ///< 16 hashes become one
constexpr auto group_width = std::size_t { 1 } << group_level;

std::vector<Hash> hashes_in(std::string_view bytes) {
    std::vector<Hash> hashes(bytes.size() / sizeof(Hash));
    std::memcpy(hashes.data(), bytes.data(), hashes.size() * sizeof(Hash));
    return hashes;
}

/// One hash over a power of two of them.
Hash fold(std::span<const Hash> hashes) {
    if (hashes.size() == 1) {
        return hashes.front();
    }
    const auto half = hashes.size() / 2;
    return journal::node_hash(fold(hashes.first(half)), fold(hashes.subspan(half)));
}

/// The hashes, those over two of them each, and so on to the one over all.
std::vector<std::vector<Hash>> folded_levels(std::vector<Hash> hashes) {
    std::vector<std::vector<Hash>> levels;
    levels.push_back(std::move(hashes));
    while (levels.back().size() > 1) {
        const auto& below = levels.back();
        std::vector<Hash> above;
        above.reserve(below.size() / 2);
        for (std::size_t at = 0; at + 1 < below.size(); at += 2) {
            above.push_back(journal::node_hash(below[at], below[at + 1]));
        }
        levels.push_back(std::move(above));
    }
    return levels;
}

} // namespace

Result<std::shared_ptr<const Prover::Folded>> Prover::folded(StoredLog& log, const TileName& name) {
    const Key key { log.branch(), name.level, name.index, name.width };
    {
        const std::lock_guard lock { mutex_ };
        if (auto known = folded_.find(key)) {
            return known;
        }
    }
    auto made = std::make_shared<Folded>(folded_levels(hashes_in(TRY(log.tile(name)))));
    const std::lock_guard lock { mutex_ };
    folded_.keep(key, made);
    return made;
}

Result<std::shared_ptr<const Prover::Middles>>
Prover::middles(StoredLog& log, const TileName& name) {
    const Key key { log.branch(), name.level, name.index, name.width };
    {
        const std::lock_guard lock { mutex_ };
        if (auto known = middles_.find(key)) {
            return known;
        }
    }
    const auto hashes = hashes_in(TRY(log.tile(name)));
    std::vector<Hash> lowest;
    for (std::size_t at = 0; at < hashes.size(); at += group_width) {
        lowest.push_back(fold(std::span { hashes }.subspan(at, group_width)));
    }
    auto made = std::make_shared<Middles>(folded_levels(std::move(lowest)));
    const std::lock_guard lock { mutex_ };
    middles_.keep(key, made);
    return made;
}

Result<Hash> Prover::hash(Asked& asked, int level, std::uint64_t index) {
    const int inner = level % journal::tile_height;
    const auto first = index << inner;
    TileName name { level / journal::tile_height, first / journal::tile_width };
    name.width = journal::width_at(name.level, name.index, asked.size);
    const auto begin = first % journal::tile_width;
    if (name.level > 0 || name.width < journal::tile_width) {
        // Few tiles stand above the lowest level or at the edge, and every proof needs them.
        const auto tile = TRY(folded(asked.log, name));
        return tile->nodes[static_cast<std::size_t>(inner)][begin >> inner];
    }
    if (inner >= group_level) {
        const auto tile = TRY(middles(asked.log, name));
        return (*tile)[static_cast<std::size_t>(inner - group_level)][begin >> inner];
    }
    const auto group_begin = first - first % group_width;
    if (asked.group.empty() || asked.group_begin != group_begin) {
        const auto place = group_begin % journal::tile_width;
        asked.group = hashes_in(TRY(asked.log.hashes(name, { place, place + group_width })));
        asked.group_begin = group_begin;
    }
    return fold(std::span { asked.group }.subspan(first - group_begin, std::size_t { 1 } << inner));
}

Result<journal::LogProof>
Prover::prove(StoredLog& log, std::uint64_t index, const PublishedCheckpoint& checkpoint) {
    if (index >= checkpoint.size) {
        return fail(
            Errc::not_found,
            Text { "已公布的日志里还没有这一条；刚入账的请稍后再试",
                   "the published log does not hold this entry; one just entered takes a moment" }
        );
    }
    journal::LogProof proof {
        .extra = {}, .index = index, .inclusion = {}, .checkpoint = checkpoint.note
    };
    TRY(log.entries(
        { index, index + 1 },
        [&](std::uint64_t, std::string_view entry) -> Result<void> {
            proof.extra = entry;
            return {};
        }
    ));
    Asked asked { .log = log, .size = checkpoint.size };
    const auto read = [&](int level, std::uint64_t at) { return hash(asked, level, at); };
    proof.inclusion = TRY(journal::inclusion_proof(index, checkpoint.size, read));
    return proof;
}

} // namespace boai::transparency
