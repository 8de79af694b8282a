#include "transparency/stored_log.hpp"

#include "journal/tree_builder.hpp"

#include <algorithm>
#include <array>

namespace boai::transparency {
namespace {

using storage::Param;
using storage::Row;

/// Entries read by one statement: PostgreSQL answers with all of them at once.
constexpr std::uint64_t read_length = 4096;

Param numbered(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

std::uint64_t count(const Row& row, int column) {
    return static_cast<std::uint64_t>(row.number(column));
}

std::unexpected<Error> no_tile(journal::TileName const& name) {
    return fail(
        Errc::not_found,
        compose({ "没有日志瓦片 {}", "there is no log tile {}" }, { journal::path_of(name) })
    );
}

StoredCheckpoint checkpoint_in(const Row& row) {
    return { count(row, 0), row.instant(1), std::string { row.text(2) } };
}

} // namespace

Result<std::uint64_t> StoredLog::size() {
    std::uint64_t size = 0;
    const std::array params { Param { branch_ } };
    TRY(session_.query(
        "SELECT size FROM journal_size WHERE branch_id = $1",
        params,
        [&](const Row& row) -> Result<void> {
            size = count(row, 0);
            return {};
        }
    ));
    return size;
}

Result<void> StoredLog::entries(Span span, EntrySink sink) {
    auto next = span.begin;
    while (next < span.end) {
        const auto end = std::min(span.end, next + read_length);
        const std::array params { Param { branch_ }, numbered(next), numbered(end) };
        TRY(session_.query(
            "SELECT idx, entry FROM journal_leaf WHERE branch_id = $1 AND idx >= $2 AND idx < $3 "
            "ORDER BY idx",
            params,
            [&](const Row& row) -> Result<void> {
                return count(row, 0) == next ? sink(next++, row.text(1)) : Result<void> {};
            }
        ));
        if (next < end) {
            return fail(
                Errc::corrupt,
                compose(
                    { "日志缺少第 {} 条", "entry {} is missing from the log" },
                    { std::to_string(next) }
                )
            );
        }
    }
    return {};
}

Result<std::string> StoredLog::tile(journal::TileName const& name) {
    std::string hashes;
    const std::array params { Param { branch_ }, Param { name.level }, numbered(name.index) };
    TRY(session_.query(
        "SELECT hashes FROM journal_tile WHERE branch_id = $1 AND level = $2 AND idx = $3",
        params,
        [&](const Row& row) -> Result<void> {
            hashes = row.text(0);
            return {};
        }
    ));
    const auto bytes = name.width * sizeof(journal::Hash);
    if (hashes.size() < bytes) {
        return no_tile(name);
    }
    hashes.resize(bytes);
    return hashes;
}

Result<std::string> StoredLog::hashes(journal::TileName const& name, Span span) {
    constexpr auto width = sizeof(journal::Hash);
    const auto bytes = (span.end - span.begin) * width;
    const std::array params { Param { branch_ },
                              Param { name.level },
                              numbered(name.index),
                              numbered(span.begin * width + 1),
                              numbered(bytes) };
    std::string hashes;
    TRY(session_.query(
        "SELECT substr(hashes, CAST($4 AS INTEGER), CAST($5 AS INTEGER)) FROM journal_tile "
        "WHERE branch_id = $1 AND level = $2 AND idx = $3",
        params,
        [&](const Row& row) -> Result<void> {
            hashes = row.text(0);
            return {};
        }
    ));
    return hashes.size() == bytes ? Result<std::string> { std::move(hashes) } : no_tile(name);
}

Result<std::string> StoredLog::bundle(journal::TileName const& name) {
    std::string bundle;
    const auto begin = name.index * journal::tile_width;
    auto read = entries({ begin, begin + name.width }, [&](std::uint64_t, std::string_view entry) {
        return journal::append_entry(bundle, entry);
    });
    if (!read && read.error().code == Errc::corrupt) {
        read.error().code = Errc::not_found;
    }
    TRY(std::move(read));
    return bundle;
}

Result<std::optional<StoredCheckpoint>> StoredLog::newest_checkpoint() {
    std::optional<StoredCheckpoint> newest;
    const std::array params { Param { branch_ } };
    TRY(session_.query(
        "SELECT size, at, note FROM journal_checkpoint WHERE branch_id = $1 ORDER BY size DESC "
        "LIMIT 1",
        params,
        [&](const Row& row) -> Result<void> {
            newest = checkpoint_in(row);
            return {};
        }
    ));
    return newest;
}

Result<std::vector<StoredCheckpoint>> StoredLog::checkpoints(Span sizes) {
    std::vector<StoredCheckpoint> all;
    const std::array params { Param { branch_ }, numbered(sizes.begin), numbered(sizes.end) };
    TRY(session_.query(
        "SELECT size, at, note FROM journal_checkpoint WHERE branch_id = $1 AND size >= $2 AND "
        "size < $3 ORDER BY size",
        params,
        [&](const Row& row) -> Result<void> {
            all.push_back(checkpoint_in(row));
            return {};
        }
    ));
    return all;
}

Result<std::vector<std::string>> StoredLog::cosignatures(std::uint64_t size) {
    std::vector<std::string> lines;
    const std::array params { Param { branch_ }, numbered(size) };
    TRY(session_.query(
        "SELECT line FROM journal_cosignature WHERE branch_id = $1 AND size = $2 ORDER BY name",
        params,
        [&](const Row& row) -> Result<void> {
            lines.emplace_back(row.text(0));
            return {};
        }
    ));
    return lines;
}

Result<journal::Hash> StoredLog::hash(int level, std::uint64_t index, std::uint64_t size) {
    return journal::hash_in_tiles(level, index, size, [&](journal::TileName const& name) {
        return tile(name);
    });
}

Result<journal::TreeHead> StoredLog::head_at(std::uint64_t size, std::uint64_t signed_size) {
    if (size <= signed_size) {
        const auto read
            = [&](int level, std::uint64_t index) { return hash(level, index, signed_size); };
        return journal::TreeHead { size, TRY(journal::root_of(size, read)) };
    }
    const auto read = [&](journal::TileName const& name) { return tile(name); };
    auto builder = TRY(journal::TreeBuilder::load(signed_size, read));
    TRY(entries({ signed_size, size }, [&](std::uint64_t, std::string_view entry) -> Result<void> {
        builder.append(entry, [](journal::Tile const&) { });
        return {};
    }));
    return builder.head();
}

Result<std::vector<LogSize>> log_sizes(storage::Connection& session) {
    std::vector<LogSize> sizes;
    TRY(session.query(
        "SELECT branch_id, size FROM journal_size ORDER BY branch_id",
        {},
        [&](const Row& row) -> Result<void> {
            sizes.push_back({ row.id(0), count(row, 1) });
            return {};
        }
    ));
    return sizes;
}

} // namespace boai::transparency
