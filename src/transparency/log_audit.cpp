#include "transparency/log_audit.hpp"

#include "crypto/hash.hpp"
#include "journal/tree_builder.hpp"
#include "transparency/log_key.hpp"
#include "transparency/rollback.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace boai::transparency {
namespace {

using storage::Param;
using storage::Row;

/// Sizes of which the checkpoints are read at once.
constexpr std::uint64_t sizes_at_once = 65'536;

std::string at_size(std::uint64_t size) {
    return "the checkpoint of size " + std::to_string(size);
}

/// One walk through a log.
class LogAudit {
public:
    LogAudit(storage::Connection& session, Id branch)
        : session_(session)
        , log_(session, branch) { }

    Result<std::vector<LogCheck>> run(const crypto::Vault& vault, const SignedHeads& remembered) {
        size_ = TRY(log_.size());
        const auto newest = TRY(log_.newest_checkpoint());
        signed_size_ = newest ? newest->size : 0;
        TRY(check_key(vault));
        TRY(walk());
        check_name();
        TRY(check_tile_count());
        TRY(check_guard(remembered));
        std::vector<LogCheck> checks;
        for (auto* check : { &key_, &entries_, &tiles_, &roots_, &signatures_, &guard_ }) {
            checks.push_back(std::move(*check));
        }
        return checks;
    }

private:
    static void note(LogCheck& check, std::string fault) {
        if (check.fault.empty()) {
            check.fault = std::move(fault);
        }
    }

    /// A failure of what is read is a fault found; any other failure ends the audit.
    static Result<void> note_failure(LogCheck& check, const Result<void>& outcome) {
        if (outcome) {
            return {};
        }
        const auto code = outcome.error().code;
        if (code != Errc::corrupt && code != Errc::not_found && code != Errc::invalid) {
            return outcome;
        }
        note(check, outcome.error().message.en);
        return {};
    }

    Result<void> check_key(const crypto::Vault& vault) {
        auto found = find_key(session_, log_.branch());
        TRY(note_failure(key_, found ? Result<void> {} : std::unexpected(found.error())));
        if (!found || !*found) {
            if (signed_size_ > 0) {
                note(key_, "the log has no key");
            }
            return {};
        }
        key_.looked_at = 1;
        verifier_ = (*found)->verifier;
        const auto opened = open_key(vault, log_.branch(), **found);
        return note_failure(key_, opened ? Result<void> {} : std::unexpected(opened.error()));
    }

    /// All entries, with the tiles and checkpoints on the way.
    Result<void> walk() {
        TRY(load_checkpoints(0));
        auto outcome = log_.entries({ 0, size_ }, [&](std::uint64_t index, std::string_view entry) {
            return step(index, entry);
        });
        TRY(note_failure(entries_, outcome));
        if (size_ < signed_size_) {
            note(
                entries_,
                "there are " + std::to_string(size_) + " entries, and "
                    + std::to_string(signed_size_) + " were signed"
            );
        }
        return check_surplus();
    }

    Result<void> step(std::uint64_t index, std::string_view entry) {
        ++entries_.looked_at;
        if (const auto renaming = renaming_in(entry)) {
            if (!name_.empty() && name_ != renaming->from) {
                note(signatures_, "entry " + std::to_string(index) + " gives up another name");
            }
            name_ = renaming->to;
        }
        if (index >= signed_size_) {
            return {};
        }
        std::vector<journal::Tile> filled;
        tree_.append(entry, [&](journal::Tile tile) { filled.push_back(std::move(tile)); });
        for (const auto& tile : filled) {
            TRY(check_tile(tile));
        }
        const auto size = index + 1;
        if (next_ < checkpoints_.size() && checkpoints_[next_].size == size) {
            check_checkpoint(checkpoints_[next_++]);
        }
        if (size % sizes_at_once == 0) {
            TRY(load_checkpoints(size));
        }
        if (size == signed_size_) {
            for (const auto& tile : tree_.edges()) {
                TRY(check_tile(tile));
            }
        }
        return {};
    }

    /// The checkpoints of the sizes after `size`, as far as the next load.
    Result<void> load_checkpoints(std::uint64_t size) {
        checkpoints_ = TRY(log_.checkpoints({ size + 1, size + sizes_at_once + 1 }));
        next_ = 0;
        return {};
    }

    Result<void> check_tile(const journal::Tile& tile) {
        ++tiles_.looked_at;
        ++tiles_wanted_;
        std::string stored;
        const std::array params { Param { log_.branch() },
                                  Param { tile.name.level },
                                  Param { static_cast<std::int64_t>(tile.name.index) } };
        TRY(session_.query(
            "SELECT hashes FROM journal_tile WHERE branch_id = $1 AND level = $2 AND idx = $3",
            params,
            [&](const Row& row) -> Result<void> {
                stored = row.text(0);
                return {};
            }
        ));
        if (stored != tile.hashes) {
            const auto [here, there] = std::ranges::mismatch(stored, tile.hashes);
            const auto place
                = static_cast<std::uint64_t>(here - stored.begin()) / sizeof(journal::Hash);
            note(
                tiles_,
                journal::path_of(tile.name) + " differs from the entries at its hash "
                    + std::to_string(place)
            );
        }
        return {};
    }

    void check_checkpoint(const StoredCheckpoint& stored) {
        ++roots_.looked_at;
        ++signatures_.looked_at;
        const auto parsed = journal::parse_note(stored.note);
        const auto checkpoint = parsed
            ? journal::parse_checkpoint(parsed->text)
            : Result<journal::Checkpoint> { std::unexpected(parsed.error()) };
        if (!checkpoint) {
            note(roots_, at_size(stored.size) + " cannot be read");
            return;
        }
        if (checkpoint->head != tree_.head()) {
            note(roots_, at_size(stored.size) + " has another root than the entries");
        }
        // The first name is the one signed first; each later one is given by an entry. Of what had
        // been entered and not signed before that entry, the new name may sign a part alone.
        auto verifier = verifier_;
        if (checkpoint->origin != verifier.name) {
            name_ = name_.empty() ? checkpoint->origin : name_;
            verifier.name = name_;
        }
        const auto opened = journal::open_checkpoint(*parsed, verifier, {});
        if (!opened) {
            note(signatures_, at_size(stored.size) + ": " + opened.error().message.en);
        }
    }

    /// The name that stands at the end is that of the key.
    void check_name() {
        if (!name_.empty() && name_ != verifier_.name && key_.fault.empty()) {
            note(key_, "the key is of " + verifier_.name + ", the log is named " + name_);
        }
    }

    /// Checkpoints that no entry led to.
    Result<void> check_surplus() {
        for (const auto& stored : TRY(log_.checkpoints({ size_ + 1, INT64_MAX }))) {
            note(roots_, at_size(stored.size) + " covers entries that are not there");
        }
        return {};
    }

    Result<void> check_tile_count() {
        std::uint64_t stored = 0;
        const std::array params { Param { log_.branch() } };
        TRY(session_.query(
            "SELECT count(*) FROM journal_tile WHERE branch_id = $1",
            params,
            [&](const Row& row) -> Result<void> {
                stored = static_cast<std::uint64_t>(row.number(0));
                return {};
            }
        ));
        if (stored != tiles_wanted_) {
            note(
                tiles_,
                "there are " + std::to_string(stored) + " tiles, and "
                    + std::to_string(tiles_wanted_) + " belong to the log"
            );
        }
        return {};
    }

    Result<void> check_guard(const SignedHeads& remembered) {
        const auto at = remembered.find(log_.branch());
        if (at == remembered.end()) {
            return {};
        }
        guard_.looked_at = 1;
        if (at->second.size > signed_size_) {
            note(
                guard_,
                "signed_heads remembers " + std::to_string(at->second.size)
                    + " signed entries, and the book " + std::to_string(signed_size_)
            );
            return {};
        }
        const auto there = log_.head_at(at->second.size, signed_size_);
        TRY(note_failure(guard_, there ? Result<void> {} : std::unexpected(there.error())));
        if (there && *there != at->second) {
            note(guard_, "signed_heads remembers another root than the log has");
        }
        return {};
    }

    storage::Connection& session_;
    StoredLog log_;
    journal::Verifier verifier_;
    std::string name_; ///< of the log, at the entry that was walked to
    journal::TreeBuilder tree_;
    std::uint64_t size_ = 0;
    std::uint64_t signed_size_ = 0;
    std::uint64_t tiles_wanted_ = 0;
    std::vector<StoredCheckpoint> checkpoints_; ///< the next ones on the way
    std::size_t next_ = 0;
    LogCheck key_ { "its key opens and is the one published", 0, {} };
    LogCheck entries_ { "entries follow one another without a gap", 0, {} };
    LogCheck tiles_ { "tiles hold the hashes of the entries", 0, {} };
    LogCheck roots_ { "every checkpoint has the root of its entries", 0, {} };
    LogCheck signatures_ { "every checkpoint is signed by the log", 0, {} };
    LogCheck guard_ { "what was signed last is what signed_heads says", 0, {} };
};

} // namespace

Result<std::vector<LogCheck>> audit_log(
    storage::Connection& session,
    Id branch,
    const crypto::Vault& vault,
    const SignedHeads& remembered
) {
    return LogAudit { session, branch }.run(vault, remembered);
}

} // namespace boai::transparency
