#include "transparency/witness.hpp"

#include "crypto/hash.hpp"
#include "journal/checkpoint.hpp"
#include "storage/migrations.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boai::transparency {
namespace {

using storage::Param;
using storage::Row;
using storage::Transaction;

constexpr std::string_view create_seen = R"(CREATE TABLE witness_seen (
    origin_hash {TEXT} NOT NULL,
    size {INT} NOT NULL,
    root {BLOB} NOT NULL,
    note {TEXT} NOT NULL,
    PRIMARY KEY (origin_hash)
) {STRICT};
)";

constexpr std::array witness_migrations {
    storage::Migration { "witness", 1, "create what was seen", create_seen },
};

std::string hash_of(std::string_view origin) {
    return crypto::hex(crypto::view(crypto::sha256(origin)));
}

WitnessReply refuse(int status, const char* why) {
    return { status, "text/plain; charset=utf-8", std::string { why } + "\n" };
}

WitnessReply seen_another(std::uint64_t size) {
    return { 409, "text/x.tlog.size", std::to_string(size) + "\n" };
}

/// A request whose log and signature are known.
struct Known {
    journal::AddCheckpoint request;
    journal::Note note;
    journal::Checkpoint checkpoint;
};

/// Reads and checks all that needs no memory of the log. The reply that refuses it, or nothing.
std::optional<WitnessReply>
read_request(std::string_view body, const journal::Policy& policy, Known& known) {
    auto request = journal::parse_add_checkpoint(body);
    auto note = request ? journal::parse_note(request->note)
                        : Result<journal::Note> { std::unexpected(request.error()) };
    auto checkpoint = note ? journal::parse_checkpoint(note->text)
                           : Result<journal::Checkpoint> { std::unexpected(note.error()) };
    if (!checkpoint || checkpoint->head.size > INT64_MAX) {
        return refuse(400, "not a request");
    }
    std::vector<journal::Verifier> keys;
    for (const auto& log : policy.logs) {
        if (log.verifier.name == checkpoint->origin) {
            keys.push_back(log.verifier);
        }
    }
    if (keys.empty()) {
        return refuse(404, "unknown log");
    }
    const auto signers = journal::signers_of(*note, keys);
    if (!signers || signers->empty()) {
        return refuse(403, "not signed by the log");
    }
    if (request->old_size > checkpoint->head.size) {
        return refuse(400, "the old size is larger than the new");
    }
    known = { std::move(*request), std::move(*note), std::move(*checkpoint) };
    return std::nullopt;
}

Result<journal::TreeHead> seen_of(Transaction& tx, const std::string& origin_hash) {
    journal::TreeHead seen { 0, journal::empty_root() };
    const std::array params { Param { origin_hash } };
    TRY(tx.query(
        "SELECT size, root FROM witness_seen WHERE origin_hash = $1",
        params,
        [&](const Row& row) -> Result<void> {
            seen.size = static_cast<std::uint64_t>(row.number(0));
            std::ranges::copy(row.text(1).substr(0, seen.root.size()), seen.root.begin());
            return {};
        }
    ));
    return seen;
}

} // namespace

Witness::Witness(
    storage::Database& database,
    const journal::Policy& policy,
    const journal::Verifier& verifier,
    const crypto::SigningKey& key,
    const Clock& clock
)
    : policy_(policy)
    , verifier_(verifier)
    , key_(key)
    , clock_(clock)
    , readers_(database) { }

Result<std::unique_ptr<Witness>> Witness::open(
    storage::Database& database,
    const journal::Policy& policy,
    const journal::Verifier& verifier,
    const crypto::SigningKey& key,
    const Clock& clock
) {
    TRY(storage::migrate(database, witness_migrations, clock.now()));
    std::unique_ptr<Witness> witness { new Witness { database, policy, verifier, key, clock } };
    witness->writer_ = TRY(storage::Writer::start(database));
    return witness;
}

void Witness::add_checkpoint(std::string_view body, std::function<void(WitnessReply)> answer) {
    const auto known = std::make_shared<Known>();
    if (auto refused = read_request(body, policy_, *known)) {
        answer(std::move(*refused));
        return;
    }
    const auto reply = std::make_shared<WitnessReply>();
    // Looked up and remembered in one job of the one writer: two requests at once cannot both find
    // the older head. Signed before the commit, told after it.
    const auto work = [this, known, reply](Transaction& tx) -> Result<void> {
        const auto& head = known->checkpoint.head;
        const auto origin_hash = hash_of(known->checkpoint.origin);
        const auto seen = TRY(seen_of(tx, origin_hash));
        if (known->request.old_size != seen.size) {
            *reply = seen_another(seen.size);
            return {};
        }
        if (!journal::verify_consistency(seen, head, known->request.consistency)) {
            *reply = refuse(422, "not consistent with what was seen");
            return {};
        }
        const auto now = static_cast<std::uint64_t>(clock_.now().milliseconds / 1000);
        auto signed_note = known->note;
        signed_note.signatures.push_back(journal::cosign(known->note.text, now, verifier_, key_));
        const auto text = to_text(signed_note);
        const std::array row { Param { origin_hash },
                               Param { static_cast<std::int64_t>(head.size) },
                               Param::blob(crypto::view(head.root)),
                               Param { text } };
        TRY(tx.execute(
            "INSERT INTO witness_seen (origin_hash, size, root, note) VALUES ($1, $2, $3, $4) "
            "ON CONFLICT (origin_hash) DO UPDATE SET size = excluded.size, root = excluded.root, "
            "note = excluded.note",
            row
        ));
        *reply = { .body = to_text(signed_note.signatures.back()) };
        return {};
    };
    const auto submitted
        = writer_->submit({ Id {}, work, [reply, answer](const Result<void>& outcome) {
                               answer(
                                   outcome ? std::move(*reply)
                                           : refuse(503, "cannot remember it now")
                               );
                           } });
    if (!submitted) {
        answer(refuse(503, "too many requests"));
    }
}

Result<std::string> Witness::newest(std::string_view origin_hash) {
    auto lease = TRY(readers_.lend());
    std::string note;
    const std::array params { Param { origin_hash } };
    TRY(lease->query(
        "SELECT note FROM witness_seen WHERE origin_hash = $1",
        params,
        [&](const Row& row) -> Result<void> {
            note = row.text(0);
            return {};
        }
    ));
    if (note.empty()) {
        return fail(
            Errc::not_found, Text { "没有见过这个日志", "nothing of this log was witnessed" }
        );
    }
    return note;
}

} // namespace boai::transparency
