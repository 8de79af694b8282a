#include "transparency/signer.hpp"

#include "transparency/static_export.hpp"

#include <algorithm>
#include <array>
#include <future>

namespace boai::transparency {
namespace {

using storage::Connection;
using storage::InsertShape;
using storage::Kind;
using storage::Param;
using storage::Transaction;

/// Entries under one checkpoint: what is held of them in memory stays small.
constexpr std::uint64_t signed_length = 65'536;

// Of two programs that sign one log the slower may come last: its shorter tile must not replace
// the longer one.
const InsertShape tile_rows {
    "journal_tile",
    { { "branch_id" }, { "level" }, { "idx" }, { "hashes", Kind::blob } },
    "ON CONFLICT (branch_id, level, idx) DO UPDATE SET hashes = excluded.hashes "
    "WHERE length(excluded.hashes) > length(journal_tile.hashes)",
};

const InsertShape checkpoint_rows {
    "journal_checkpoint",
    { { "branch_id" }, { "size" }, { "at" }, { "note", Kind::text } },
    "ON CONFLICT (branch_id, size) DO NOTHING"
};

Param number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

Result<void> store(
    Transaction& tx,
    Id branch,
    std::span<const journal::Tile> tiles,
    const StoredCheckpoint& checkpoint
) {
    for (const auto& tile : tiles) {
        const std::array row { Param { branch },
                               Param { tile.name.level },
                               number(tile.name.index),
                               Param::blob(tile.hashes) };
        TRY(tx.insert(tile_rows, row));
    }
    const std::array row { Param { branch },
                           number(checkpoint.size),
                           Param { checkpoint.at },
                           Param { checkpoint.note } };
    return tx.insert(checkpoint_rows, row);
}

Result<journal::TreeHead> head_in(std::string_view note) {
    const auto parsed = TRY(journal::parse_note(note));
    const auto checkpoint = TRY(journal::parse_checkpoint(parsed.text));
    return checkpoint.head;
}

std::unexpected<Error> rolled_back(Id branch, std::uint64_t there, std::uint64_t remembered) {
    return fail(
        Errc::conflict,
        compose(
            { "机构 {} 的日志只有 {} 条可信记录，但已签名公布到 {} "
              "条：账本可能是旧备份。请恢复更新的备份；确实没有时，"
              "用 boai key --accept-rollback --branch {} --reason ... 说明原因后继续",
              "the log of branch {} holds {} entries that agree with what was signed, but {} were "
              "signed: this looks like an old backup. Restore a newer one; when there is none, "
              "decide to go on with boai key --accept-rollback --branch {} --reason ..." },
            { to_string(branch),
              std::to_string(there),
              std::to_string(remembered),
              to_string(branch) }
        )
    );
}

/// The origin of a branch's log, and whether it must stay.
struct KnownKey {
    std::string origin;
    bool is_fixed = false; ///< something was signed under it, or it took the place of such a one
};

Result<std::map<Id, KnownKey>> read_known_keys(storage::ReaderPool& readers) {
    auto lease = TRY(readers.lend());
    std::map<Id, KnownKey> known;
    TRY(lease->query(
        "SELECT k.branch_id, k.origin, (SELECT max(c.size) FROM journal_checkpoint c WHERE "
        "c.branch_id = k.branch_id) FROM journal_key k",
        {},
        [&](const storage::Row& row) -> Result<void> {
            const bool is_fixed = !row.is_null(2) || is_renamed(row.text(1));
            known[row.id(0)] = { std::string { row.text(1) }, is_fixed };
            return {};
        }
    ));
    return known;
}

} // namespace

Result<void> check_rollback(Connection& session, const SignedHeads& remembered) {
    for (const auto& [branch, head] : remembered) {
        StoredLog log { session, branch };
        const auto size = TRY(log.size());
        if (size < head.size) {
            return rolled_back(branch, size, head.size);
        }
        const auto newest = TRY(log.newest_checkpoint());
        const auto there = TRY(log.head_at(head.size, newest ? newest->size : 0));
        if (there != head) {
            return rolled_back(branch, 0, head.size);
        }
    }
    return {};
}

Result<void> Signer::begin() {
    TRY(check_guard());
    TRY(make_keys());
    return publish_stored();
}

Result<void> Signer::check_guard() {
    const auto remembered = TRY(guard_.read());
    auto lease = TRY(parts_.readers.lend());
    return storage::in_snapshot(*lease, [&](Connection& session) {
        return check_rollback(session, remembered);
    });
}

Result<void> Signer::make_keys() {
    std::vector<LogBranch> wanted;
    for (auto& branch : parts_.branches()) {
        if (!with_key_.contains(branch.id)) {
            wanted.push_back(std::move(branch));
        }
    }
    if (wanted.empty()) {
        return {};
    }
    const auto known = TRY(read_known_keys(parts_.readers));
    for (const auto& [id, code] : wanted) {
        const auto& url = parts_.public_url;
        const auto origin = origin_of(url.empty() ? default_public_url : url, code);
        const auto at = known.find(id);
        const bool stands = at != known.end()
            && (at->second.is_fixed || url.empty() || at->second.origin == origin);
        // The name must be one that a signed note can carry.
        TRY(journal::parse_vkey(
            journal::Verifier { .name = stands ? at->second.origin : origin }.vkey()
        ));
        if (!stands) {
            TRY(parts_.writer.run(id, [&, id = id](Transaction& tx) {
                return ensure_key(tx, parts_.vault, id, origin, parts_.clock.now());
            }));
        }
        with_key_.insert(id);
    }
    return {};
}

Result<void> Signer::publish_stored() {
    auto lease = TRY(parts_.readers.lend());
    for (const auto& [branch, size] : TRY(log_sizes(*lease))) {
        StoredLog log { *lease, branch };
        const auto newest = TRY(log.newest_checkpoint());
        const auto key = TRY(find_key(*lease, branch));
        // One under a name that was given up must not be shown again: who saw more under it would
        // find the contradiction. The next one has the new name.
        if (newest && key && newest->note.starts_with(key->verifier.name + "\n")) {
            fresh_[branch] = TRY(newest_with_cosignatures(log));
        }
    }
    return publish_fresh();
}

Result<Signer::Head> Signer::load_head(Connection& session, Id branch) {
    const auto stored = TRY(find_key(session, branch));
    if (!stored) {
        return fail(Errc::not_found, Text { "日志还没有密钥", "the log has no key yet" });
    }
    auto key = TRY(open_key(parts_.vault, branch, *stored));
    StoredLog log { session, branch };
    const auto newest = TRY(log.newest_checkpoint());
    const auto signed_head = newest ? TRY(head_in(newest->note)) : journal::TreeHead {};
    auto tree = TRY(journal::TreeBuilder::load(signed_head.size, [&](const auto& name) {
        return log.tile(name);
    }));
    if (newest && tree.head() != signed_head) {
        return fail(
            Errc::corrupt,
            Text { "日志瓦片与已签名的根不符，已停止签名；请运行 boai audit",
                   "the log's tiles do not give the root that was signed, and nothing more is "
                   "signed; run boai audit" }
        );
    }
    return Head { stored->verifier, std::move(key), std::move(tree), signed_head.size };
}

Result<Signer::Head*> Signer::head_of(Id branch) {
    if (const auto at = heads_.find(branch); at != heads_.end()) {
        return &at->second;
    }
    auto lease = TRY(parts_.readers.lend());
    auto head = TRY(storage::in_snapshot(*lease, [&](Connection& session) {
        return load_head(session, branch);
    }));
    return &heads_.emplace(branch, std::move(head)).first->second;
}

Result<PublishedCheckpoint> Signer::sign_run(Id branch, Head& head, std::uint64_t size) {
    // Worked on a copy: when storing fails, the log is as it was.
    auto tree = head.tree;
    std::vector<journal::Tile> tiles;
    const auto end = std::min(size, head.size + signed_length);
    {
        auto lease = TRY(parts_.readers.lend());
        StoredLog log { *lease, branch };
        TRY(log.entries(
            { head.size, end },
            [&](std::uint64_t, std::string_view entry) -> Result<void> {
                tree.append(entry, [&](journal::Tile tile) { tiles.push_back(std::move(tile)); });
                return {};
            }
        ));
    }
    auto edges = tree.edges();
    std::ranges::move(edges, std::back_inserter(tiles));
    const journal::Checkpoint checkpoint { head.verifier.name, tree.head() };
    const StoredCheckpoint stored {
        end,
        parts_.clock.now(),
        journal::to_text(journal::sign_checkpoint(checkpoint, head.verifier, head.key)),
    };
    TRY(parts_.writer.run(branch, [&](Transaction& tx) { return store(tx, branch, tiles, stored); })
    );
    head.tree = std::move(tree);
    head.size = end;
    return PublishedCheckpoint { end, stored.note };
}

Result<void> Signer::sign_to(Id branch, std::uint64_t size) {
    auto* const head = TRY(head_of(branch));
    while (head->size < size) {
        fresh_[branch] = TRY(sign_run(branch, *head, size));
    }
    return {};
}

// The order, and why a program killed between any two steps does no harm:
// 1. Only entries that were committed are read, and what is readable is durable. A signature made
//    of them stays in memory: whatever happens, nobody has seen it.
// 2. Tiles and checkpoint are stored in one commit. Killed after it, the next start finds a
//    checkpoint that the guard does not know yet, and takes it over; signing the same entries again
//    would give the same bytes.
// 3. The guard's file is replaced. It never knows more than the database has durably stored, so a
//    whole database never looks rolled back.
// 4. Only now the checkpoint is shown. So the guard knows every checkpoint that anybody can hold,
//    and a database restored from a backup cannot sign another history unnoticed.
Result<void> Signer::sign() {
    Result<void> first_error;
    const auto note_error = [&](Result<void> outcome) {
        if (!outcome && first_error) {
            first_error = std::move(outcome);
        }
    };
    note_error(make_keys());
    std::vector<LogSize> sizes;
    {
        auto lease = TRY(parts_.readers.lend());
        sizes = TRY(log_sizes(*lease));
    }
    for (const auto& [branch, size] : sizes) {
        if (!parts_.published.is_stopped(branch)) {
            note_error(sign_to(branch, size));
        }
    }
    note_error(publish_fresh());
    return first_error;
}

Result<void> Signer::publish_fresh() {
    if (fresh_.empty()) {
        return {};
    }
    SignedHeads signed_heads;
    for (const auto& [branch, checkpoint] : fresh_) {
        signed_heads[branch] = TRY(head_in(checkpoint.note));
    }
    TRY(guard_.advance(signed_heads));
    for (auto& [branch, checkpoint] : std::exchange(fresh_, {})) {
        publish(branch, std::move(checkpoint));
    }
    return {};
}

void Signer::publish(Id branch, PublishedCheckpoint checkpoint) {
    if (publish_) {
        publish_(branch, std::move(checkpoint));
    } else {
        parts_.published.publish(branch, std::move(checkpoint));
    }
}

} // namespace boai::transparency
