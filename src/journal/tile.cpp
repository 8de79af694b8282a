#include "journal/tile.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace boai::journal {
namespace {

constexpr std::uint64_t group = 1000;
constexpr std::size_t group_digits = 3;
constexpr int level_max = 63;

std::string three_digits(std::uint64_t number) {
    auto digits = std::to_string(number);
    digits.insert(0, group_digits - digits.size(), '0');
    return digits;
}

/// Groups of three digits, all but the last led by an x. Source: tlog-tiles, "Merkle Tree".
std::string index_path(std::uint64_t index) {
    auto path = three_digits(index % group);
    for (index /= group; index > 0; index /= group) {
        path.insert(0, "x" + three_digits(index % group) + "/");
    }
    return path;
}

std::optional<std::uint64_t> index_in(std::string_view digits) {
    std::uint64_t number = 0;
    auto const* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    return !digits.empty() && error == std::errc {} && stop == end ? std::optional { number }
                                                                   : std::nullopt;
}

/// Takes what stands before the next slash, and the slash.
std::string_view take_part(std::string_view& rest) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    return part;
}

/// The index of "x001/067" and what follows: ".p/13" or nothing. path_of tells sloppy forms apart.
std::optional<std::uint64_t> take_index(std::string_view& rest) {
    std::uint64_t index = 0;
    for (int groups = 0; groups < 7; ++groups) {
        auto part = take_part(rest);
        const bool goes_on = part.starts_with('x');
        part.remove_prefix(goes_on ? 1 : 0);
        const auto digits = part.substr(0, part.find('.'));
        const auto number = index_in(digits);
        if (!number || digits.size() != group_digits || index > UINT64_MAX / group - 1) {
            return std::nullopt;
        }
        index = index * group + *number;
        if (goes_on) {
            continue;
        }
        const auto tail = part.substr(digits.size());
        const bool partial = tail == ".p" && !rest.empty();
        return partial || (tail.empty() && rest.empty()) ? std::optional { index } : std::nullopt;
    }
    return std::nullopt;
}

std::optional<TileName> read_tile_path(std::string_view path) {
    if (take_part(path) != "tile") {
        return std::nullopt;
    }
    TileName tile;
    const auto level = take_part(path);
    if (level == "entries") {
        tile.level = TileName::entries_level;
    } else {
        const auto number = index_in(level);
        if (!number || *number > level_max) {
            return std::nullopt;
        }
        tile.level = static_cast<int>(*number);
    }
    const auto index = take_index(path);
    if (!index) {
        return std::nullopt;
    }
    tile.index = *index;
    if (!path.empty()) {
        const auto width = index_in(path);
        if (!width || *width == 0 || *width >= tile_width) {
            return std::nullopt;
        }
        tile.width = *width;
    }
    return tile;
}

std::uint64_t hashes_at(int level, std::uint64_t size) {
    const int shift = std::max(level, 0) * tile_height;
    return shift > level_max ? 0 : size >> shift;
}

Hash fold(std::string_view hashes) {
    if (hashes.size() == sizeof(Hash)) {
        Hash hash;
        std::memcpy(hash.data(), hashes.data(), hash.size());
        return hash;
    }
    const auto half = hashes.size() / 2;
    return node_hash(fold(hashes.substr(0, half)), fold(hashes.substr(half)));
}

} // namespace

std::string path_of(TileName const& tile) {
    const auto level = tile.level == TileName::entries_level ? std::string { "entries" }
                                                             : std::to_string(tile.level);
    auto path = "tile/" + level + "/" + index_path(tile.index);
    if (tile.width < tile_width) {
        path += ".p/" + std::to_string(tile.width);
    }
    return path;
}

std::optional<TileName> parse_tile_path(std::string_view path) {
    auto tile = read_tile_path(path);
    // One spelling only: leading zeros and empty leading groups are other names of the same tile.
    return tile && path_of(*tile) == path ? tile : std::nullopt;
}

std::uint64_t width_at(int level, std::uint64_t index, std::uint64_t size) {
    const auto hashes = hashes_at(level, size);
    const auto begin = index * tile_width;
    const bool overflows = index > UINT64_MAX / tile_width;
    return overflows || hashes <= begin ? 0 : std::min(tile_width, hashes - begin);
}

std::vector<TileName> tiles_of(std::uint64_t size) {
    std::vector<TileName> tiles;
    for (int level = TileName::entries_level; hashes_at(level, size) > 0; ++level) {
        const auto hashes = hashes_at(level, size);
        for (std::uint64_t index = 0; index * tile_width < hashes; ++index) {
            tiles.push_back({ level, index, width_at(level, index, size) });
        }
    }
    return tiles;
}

Result<Hash> hash_in_tiles(int level, std::uint64_t index, std::uint64_t size, TileReader read) {
    const int inner = level % tile_height;
    const auto first = index << inner;
    TileName tile { .level = level / tile_height, .index = first / tile_width };
    tile.width = width_at(tile.level, tile.index, size);
    const auto begin = first % tile_width;
    const auto count = std::uint64_t { 1 } << inner;
    if (begin + count > tile.width) {
        return fail(
            Errc::invalid,
            Text { "日志还没有这么长", "the log is not long enough for this subtree" }
        );
    }
    const auto bytes = TRY(read(tile));
    if (bytes.size() != tile.width * sizeof(Hash)) {
        return fail(
            Errc::corrupt,
            compose(
                { "日志瓦片 {} 长度不对", "the log tile {} has the wrong length" },
                { path_of(tile) }
            )
        );
    }
    return fold(std::string_view { bytes }.substr(begin * sizeof(Hash), count * sizeof(Hash)));
}

Result<void> append_entry(std::string& bundle, std::string_view entry) {
    if (entry.size() > entry_bytes_max) {
        return fail(
            Errc::over_limit,
            Text { "一条日志不能超过 65535 字节", "a log entry has at most 65535 bytes" }
        );
    }
    bundle.push_back(static_cast<char>(entry.size() >> 8U));
    bundle.push_back(static_cast<char>(entry.size() & 0xFFU));
    bundle.append(entry);
    return {};
}

Result<std::vector<std::string_view>> parse_bundle(std::string_view bundle) {
    std::vector<std::string_view> entries;
    while (!bundle.empty()) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bundle[at]); };
        const std::size_t size
            = bundle.size() < 2 ? entry_bytes_max : byte(0) * std::size_t { 256 } + byte(1);
        if (bundle.size() < 2 || bundle.size() - 2 < size) {
            return fail(
                Errc::corrupt, Text { "日志条目包被截断", "the bundle of log entries is cut off" }
            );
        }
        entries.push_back(bundle.substr(2, size));
        bundle.remove_prefix(2 + size);
    }
    return entries;
}

} // namespace boai::journal
