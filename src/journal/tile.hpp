/// \file
/// Tiles: how a log is cut into files that never change. Source: C2SP tlog-tiles v0.1.0.
#pragma once

#include "journal/merkle.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::journal {

/// Hashes or entries in a whole tile.
inline constexpr std::uint64_t tile_width = 256;
/// Levels of the tree in one level of tiles.
inline constexpr int tile_height = 8;
/// An entry's length is written in two bytes.
inline constexpr std::size_t entry_bytes_max = 65'535;

/// The name of a tile of hashes, or of a bundle of entries where level is entries_level.
struct TileName {
    static constexpr int entries_level = -1;
    int level = 0; ///< 0..63, or entries_level
    std::uint64_t index = 0;
    std::uint64_t width = tile_width; ///< 1..256; below 256 the tile is partial
    friend bool operator==(TileName const&, TileName const&) = default;
};

/// "tile/0/x001/067.p/13", "tile/entries/000".
[[nodiscard]] std::string path_of(TileName const& tile);
/// Reads what path_of writes and nothing else, so that each tile has one address.
[[nodiscard]] std::optional<TileName> parse_tile_path(std::string_view path);

/// How many hashes (entries) of the tile a tree of `size` entries has: 0 when it has none.
[[nodiscard]] std::uint64_t width_at(int level, std::uint64_t index, std::uint64_t size);
/// Every tile and bundle that belongs to a tree of `size` entries, with the partial ones at its
/// edge.
[[nodiscard]] std::vector<TileName> tiles_of(std::uint64_t size);

/// Reads the 32 * width bytes of a tile of hashes. Errors: not_found; as the store.
using TileReader = FunctionRef<Result<std::string>(TileName const& tile)>;

/// The hash of a whole subtree out of the tiles of a tree of `size` entries.
/// Errors: invalid when the subtree is not whole at this size; corrupt when a tile has another
/// length; as `read`.
Result<Hash> hash_in_tiles(int level, std::uint64_t index, std::uint64_t size, TileReader read);

/// Adds one entry to a bundle: its length in two bytes, big end first, and its bytes.
/// Errors: over_limit when it is longer than entry_bytes_max.
Result<void> append_entry(std::string& bundle, std::string_view entry);
/// The entries of a bundle. Errors: corrupt when it is cut off.
Result<std::vector<std::string_view>> parse_bundle(std::string_view bundle);

} // namespace boai::journal
