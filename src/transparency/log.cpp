#include "transparency/log.hpp"

#include "journal/tile.hpp"

#include <array>

namespace boai::transparency {
namespace {

using storage::InsertShape;
using storage::Kind;
using storage::Param;
using storage::SumShape;

const SumShape log_size { "journal_size", { { "branch_id" } }, "size" };

const InsertShape leaf_rows { "journal_leaf",
                              { { "branch_id" }, { "idx" }, { "entry", Kind::blob } },
                              "" };

// Clustered, because a log is read in long runs and its key would take as much again. Tiles are
// stored once a place, the one at the edge as far as it goes: what a partial tile holds is the
// beginning of what the whole one will hold.
constexpr std::string_view create_logs = R"(CREATE TABLE journal_size (
    branch_id {INT} NOT NULL,
    size {INT} NOT NULL,
    PRIMARY KEY (branch_id)
) {STRICT};
CREATE TABLE journal_leaf (
    branch_id {INT} NOT NULL,
    idx {INT} NOT NULL,
    entry {BLOB} NOT NULL,
    PRIMARY KEY (branch_id, idx)
) {CLUSTERED};
CREATE TABLE journal_tile (
    branch_id {INT} NOT NULL,
    level {INT} NOT NULL,
    idx {INT} NOT NULL,
    hashes {BLOB} NOT NULL,
    PRIMARY KEY (branch_id, level, idx)
) {STRICT};
CREATE TABLE journal_checkpoint (
    branch_id {INT} NOT NULL,
    size {INT} NOT NULL,
    at {INT} NOT NULL,
    note {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, size)
) {STRICT};
CREATE TABLE journal_cosignature (
    branch_id {INT} NOT NULL,
    size {INT} NOT NULL,
    name {TEXT} NOT NULL,
    line {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, size, name)
) {STRICT};
CREATE TABLE journal_key (
    branch_id {INT} NOT NULL,
    origin {TEXT} NOT NULL,
    public_key {BLOB} NOT NULL,
    sealed_seed {BLOB} NOT NULL,
    at {INT} NOT NULL,
    PRIMARY KEY (branch_id)
) {STRICT};
)";

constexpr std::array all_migrations {
    storage::Migration { "transparency", 1, "create logs", create_logs },
};

} // namespace

Result<std::uint64_t> append(storage::Transaction& tx, Id branch, std::string_view entry) {
    if (entry.size() > journal::entry_bytes_max) {
        return fail(
            Errc::over_limit,
            Text { "一条日志不能超过 65535 字节", "a log entry has at most 65535 bytes" }
        );
    }
    const std::array key { Param { branch } };
    const auto index = TRY(tx.next_number(log_size, key)) - 1;
    const std::array row { Param { branch }, Param { index }, Param::blob(entry) };
    TRY(tx.insert(leaf_rows, row));
    return static_cast<std::uint64_t>(index);
}

Result<std::uint64_t> size(storage::Transaction& tx, Id branch) {
    const std::array key { Param { branch } };
    return static_cast<std::uint64_t>(TRY(tx.sum(log_size, key)));
}

std::span<const storage::Migration> migrations() {
    return all_migrations;
}

std::string_view tables() {
    return create_logs;
}

} // namespace boai::transparency
