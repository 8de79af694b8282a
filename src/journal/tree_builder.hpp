/// \file
/// TreeBuilder: makes the tiles and the root of a growing log, entry by entry.
#pragma once

#include "journal/merkle.hpp"
#include "journal/tile.hpp"

#include <map>
#include <string>
#include <string_view>

namespace boai::journal {

/// A tile of hashes with what it holds.
struct Tile {
    TileName name;
    std::string hashes; ///< 32 bytes each
};

/// Threads: any one thread. A copy goes on by itself, so that work can be thrown away.
class TreeBuilder {
public:
    TreeBuilder() = default;
    /// Goes on where a tree of `size` entries ended. Errors: as `read`; corrupt when a tile has
    /// another length.
    static Result<TreeBuilder> load(std::uint64_t size, TileReader read);

    /// Adds an entry; `on_full` is told each tile that became full.
    void append(std::string_view entry, FunctionRef<void(Tile tile)> on_full);
    /// The partial tiles at the edge, lowest first.
    [[nodiscard]] std::vector<Tile> edges() const;

    [[nodiscard]] TreeHead head() const { return frontier_.head(); }

private:
    Frontier frontier_;
    std::map<int, Tile> edges_; ///< by level; an empty one is left out
};

} // namespace boai::journal
