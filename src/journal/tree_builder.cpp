#include "journal/tree_builder.hpp"

#include <utility>

namespace boai::journal {

Result<TreeBuilder> TreeBuilder::load(std::uint64_t size, TileReader read) {
    TreeBuilder builder;
    builder.frontier_ = TRY(Frontier::load(size, [&](int level, std::uint64_t index) {
        return hash_in_tiles(level, index, size, read);
    }));
    for (int level = 0; level * tile_height < 64 && (size >> level * tile_height) > 0; ++level) {
        const auto hashes = size >> level * tile_height;
        const TileName name { level, hashes / tile_width, hashes % tile_width };
        if (name.width > 0) {
            auto bytes = TRY(read(name));
            builder.edges_.emplace(level, Tile { name, std::move(bytes) });
        }
    }
    return builder;
}

void TreeBuilder::append(std::string_view entry, FunctionRef<void(Tile tile)> on_full) {
    const auto on_whole = [&](int level, std::uint64_t index, Hash const& hash) {
        if (level % tile_height != 0) {
            return;
        }
        const int tile_level = level / tile_height;
        auto& edge = edges_[tile_level];
        edge.hashes.append(crypto::view(hash));
        edge.name = { tile_level, index / tile_width, index % tile_width + 1 };
        if (edge.name.width == tile_width) {
            on_full(std::exchange(edge, {}));
            edges_.erase(tile_level);
        }
    };
    frontier_.append(leaf_hash(entry), on_whole);
}

std::vector<Tile> TreeBuilder::edges() const {
    std::vector<Tile> tiles;
    tiles.reserve(edges_.size());
    for (auto const& [level, tile] : edges_) {
        tiles.push_back(tile);
    }
    return tiles;
}

} // namespace boai::journal
