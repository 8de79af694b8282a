#include "crypto/hash.hpp"
#include "journal/tree_builder.hpp"

#include <gmock/gmock.h>

namespace boai::journal {
namespace {

using ::testing::ElementsAre;

using Store = std::map<std::string, std::string>;

/// Adds "entry-N" up to `size` and keeps every tile as it stands at the end.
void grow(TreeBuilder& builder, std::uint64_t size, Store& tiles) {
    const auto keep = [&](Tile const& tile) { tiles[path_of(tile.name)] = tile.hashes; };
    for (auto next = builder.head().size; next < size; ++next) {
        builder.append("entry-" + std::to_string(next), keep);
    }
    for (auto const& tile : builder.edges()) {
        keep(tile);
    }
}

Result<std::string> read(Store const& tiles, TileName const& name) {
    const auto at = tiles.find(path_of(name));
    return at == tiles.end() ? Result<std::string> { fail(Errc::not_found, Text { "无", "none" }) }
                             : at->second;
}

TEST(TreeBuilder, gives_the_root_and_the_tiles_of_the_worked_log_of_600_entries) {
    TreeBuilder builder;
    Store tiles;
    grow(builder, 600, tiles);
    EXPECT_EQ(
        crypto::base64(crypto::view(builder.head().root)),
        "fw7HciyvSO/Y8D+Z1XRXP3pHqOl81IAgW5hI0ARuH+Y="
    );
    std::vector<std::string> names;
    for (auto const& [name, hashes] : tiles) {
        names.push_back(name);
    }
    EXPECT_THAT(
        names, ElementsAre("tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2")
    );
}

TEST(TreeBuilder, goes_on_from_the_tiles_of_any_size) {
    TreeBuilder whole;
    Store all;
    grow(whole, 1100, all);
    for (const std::uint64_t size : { 0U, 1U, 255U, 256U, 257U, 511U, 512U, 700U, 1099U, 1100U }) {
        TreeBuilder first;
        Store tiles;
        grow(first, size, tiles);
        auto second
            = TreeBuilder::load(size, [&](TileName const& name) { return read(tiles, name); });
        ASSERT_TRUE(second) << size;
        EXPECT_EQ(second->head(), first.head());
        grow(*second, 1100, tiles);
        EXPECT_EQ(second->head(), whole.head()) << size;
        for (auto const& [name, hashes] : all) {
            EXPECT_EQ(tiles[name], hashes) << name << " from " << size;
        }
    }
}

TEST(TreeBuilder, does_not_go_on_from_tiles_that_are_missing_or_short) {
    TreeBuilder builder;
    Store tiles;
    grow(builder, 600, tiles);
    for (auto const& [name, hashes] : Store { tiles }) {
        auto without = tiles;
        without.erase(name);
        const auto load = [&] {
            return TreeBuilder::load(600, [&](TileName const& tile) {
                return read(without, tile);
            });
        };
        // A whole tile below is not needed: its root stands in the tile above.
        EXPECT_EQ(load().has_value(), name == "tile/0/000" || name == "tile/0/001") << name;
        without[name] = hashes.substr(1);
        EXPECT_EQ(load().has_value(), name == "tile/0/000" || name == "tile/0/001") << name;
    }
}

} // namespace
} // namespace boai::journal
