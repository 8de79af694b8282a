#include "journal/tile.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace boai::journal {
namespace {

constexpr int entries = TileName::entries_level;

/// The tiles of a log, as files by their path.
class TileFiles {
public:
    explicit TileFiles(std::uint64_t size)
        : size_(size) {
        for (std::uint64_t i = 0; i < size; ++i) {
            const auto leaf = leaf_hash(std::to_string(i));
            frontier_.append(leaf, [this](int level, std::uint64_t, Hash const& hash) {
                if (level % tile_height == 0) {
                    levels_[level / tile_height] += crypto::view(hash);
                }
            });
        }
    }

    Result<std::string> read(TileName const& tile) const {
        const auto level = levels_.at(tile.level);
        return level.substr(tile.index * tile_width * sizeof(Hash), tile.width * sizeof(Hash));
    }

    [[nodiscard]] TreeHead head() const { return frontier_.head(); }

    [[nodiscard]] Result<Hash> hash(int level, std::uint64_t index) const {
        return hash_in_tiles(level, index, size_, [this](TileName const& tile) {
            return read(tile);
        });
    }

private:
    std::uint64_t size_;
    Frontier frontier_;
    std::map<int, std::string> levels_;
};

TEST(TilePath, is_written_in_groups_of_three_digits) {
    EXPECT_EQ(path_of({ 0, 0 }), "tile/0/000");
    EXPECT_EQ(path_of({ 2, 1000 }), "tile/2/x001/000");
    EXPECT_EQ(path_of({ 1, 1'234'067 }), "tile/1/x001/x234/067");
    EXPECT_EQ(path_of({ 0, 273, 112 }), "tile/0/273.p/112");
    EXPECT_EQ(path_of({ entries, 67, 3 }), "tile/entries/067.p/3");
}

TEST(TilePath, has_one_spelling) {
    for (const auto& tile : { TileName { 0, 0 },
                              TileName { 63, 999 },
                              TileName { 1, 1'234'067 },
                              TileName { 0, 273, 112 },
                              TileName { entries, 1000, 255 } }) {
        EXPECT_EQ(parse_tile_path(path_of(tile)), tile);
    }
    for (const auto* path : { "",
                              "tile",
                              "tile/",
                              "tile/0",
                              "tile/0/",
                              "tile/0/0",
                              "tile/0/0000",
                              "tile/0/x000/000",
                              "tile/00/000",
                              "tile/64/000",
                              "tile/-1/000",
                              "tile/0/000.p",
                              "tile/0/000.p/",
                              "tile/0/000.p/0",
                              "tile/0/000.p/256",
                              "tile/0/000.p/01",
                              "tile/0/000/",
                              "tile/0/x001",
                              "tile/0/x001/",
                              "tile/0/001/000",
                              "tile/0/x001/000.p/1/1",
                              "tile/entry/000",
                              "tile/0/../000",
                              "/tile/0/000",
                              "tile/0/x999/x999/x999/x999/x999/x999/x999/999" }) {
        EXPECT_FALSE(parse_tile_path(path)) << path;
    }
}

TEST(Tiles, of_a_size_are_those_the_specification_counts) {
    EXPECT_TRUE(tiles_of(0).empty());
    const std::vector<TileName> one_tile { { entries, 0, 256 }, { 0, 0, 256 }, { 1, 0, 1 } };
    EXPECT_EQ(tiles_of(256), one_tile);
    const auto tiles = tiles_of(70'000);
    const auto count = [&](int level, bool whole) {
        return std::ranges::count_if(tiles, [&](TileName const& tile) {
            return tile.level == level && (tile.width == tile_width) == whole;
        });
    };
    EXPECT_EQ(count(0, true), 273);
    EXPECT_EQ(count(entries, true), 273);
    for (const auto* path : { "tile/entries/273.p/112",
                              "tile/0/273.p/112",
                              "tile/1/000",
                              "tile/1/001.p/17",
                              "tile/2/000.p/1" }) {
        EXPECT_NE(std::ranges::find(tiles, parse_tile_path(path).value()), tiles.end()) << path;
    }
    EXPECT_EQ(tiles.size(), 2U * 274U + 3U);
}

TEST(Tiles, give_the_root_and_proofs_of_the_log) {
    for (const std::uint64_t size : { 1U, 255U, 256U, 257U, 600U, 66'000U }) {
        const TileFiles files { size };
        const auto read = [&](int level, std::uint64_t index) { return files.hash(level, index); };
        const auto head = files.head();
        EXPECT_EQ(root_of(size, read).value(), head.root);
        for (const auto index : { std::uint64_t { 0 }, size / 2, size - 1 }) {
            const auto proof = inclusion_proof(index, size, read).value();
            const auto leaf = leaf_hash(std::to_string(index));
            EXPECT_TRUE(verify_inclusion({ index, size, leaf, head.root }, proof));
        }
        EXPECT_EQ(Frontier::load(size, read).value().head(), head);
    }
}

TEST(Tiles, of_another_length_are_damaged) {
    const auto cut = [](TileName const&) -> Result<std::string> { return std::string(64, 'x'); };
    EXPECT_EQ(hash_in_tiles(0, 1, 3, cut).error().code, Errc::corrupt);
    EXPECT_EQ(hash_in_tiles(2, 0, 3, cut).error().code, Errc::invalid);
}

TEST(Bundle, is_the_one_of_the_worked_example) {
    std::string bundle;
    for (const auto* entry : { "alpha", "bravo", "charlie" }) {
        EXPECT_TRUE(append_entry(bundle, entry));
    }
    EXPECT_EQ(crypto::hex(bundle), "0005616c7068610005627261766f0007636861726c6965");
    const std::vector<std::string_view> read { "alpha", "bravo", "charlie" };
    EXPECT_EQ(parse_bundle(bundle).value(), read);
    std::string tile;
    for (const auto* entry : { "alpha", "bravo", "charlie" }) {
        tile += crypto::view(leaf_hash(entry));
    }
    EXPECT_EQ(
        crypto::hex(crypto::view(crypto::sha256(tile))),
        "cc8d09e372691566fe8b47045b04fac1fa0c7498e74c3ea04b4738f53e4acbb4"
    );
}

TEST(Bundle, is_refused_when_cut_off_and_takes_no_longer_entries) {
    std::string bundle;
    EXPECT_TRUE(append_entry(bundle, std::string(entry_bytes_max, 'a')));
    EXPECT_EQ(parse_bundle(bundle).value().front().size(), entry_bytes_max);
    EXPECT_EQ(
        append_entry(bundle, std::string(entry_bytes_max + 1, 'a')).error().code, Errc::over_limit
    );
    for (const std::size_t size : { std::size_t { 1 }, std::size_t { 2 }, bundle.size() - 1 }) {
        const auto parsed = parse_bundle(std::string_view { bundle }.substr(0, size));
        EXPECT_EQ(parsed.error().code, Errc::corrupt);
    }
}

} // namespace
} // namespace boai::journal
