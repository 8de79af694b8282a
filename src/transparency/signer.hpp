/// \file
/// Signer: hashes what was committed, stores tiles and signed checkpoints, and publishes them.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/signature.hpp"
#include "crypto/vault.hpp"
#include "journal/checkpoint.hpp"
#include "journal/tree_builder.hpp"
#include "storage/writer.hpp"
#include "transparency/guard.hpp"
#include "transparency/log_key.hpp"
#include "transparency/published.hpp"
#include "transparency/stored_log.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boai::transparency {

/// A branch as its log names it.
struct LogBranch {
    Id id;
    std::string code;
};

/// Names new logs when no address is known.
inline constexpr std::string_view default_public_url = "http://boai.local";

/// What a signer works with; references outlive it.
struct SignerParts {
    storage::ReaderPool& readers;
    storage::Writer& writer;
    const crypto::Vault& vault;
    const Clock& clock;
    PublishedLogs& published;
    std::filesystem::path guard_file;
    /// Every branch there is now.
    std::function<std::vector<LogBranch>()> branches;
    /// The address people reach the book by. It names logs of which nothing is signed; when it is
    /// empty, those that have a name keep it.
    std::string public_url;
};

/// Threads: one at a time.
class Signer {
public:
    explicit Signer(SignerParts parts)
        : parts_(std::move(parts))
        , guard_(parts_.guard_file) { }

    /// Begins: makes the keys of branches without one, refuses a book that knows less than was
    /// signed, and publishes what was signed.
    /// Errors: conflict when a log was rolled back; invalid when the address makes no log's name;
    /// as storage and Guard.
    Result<void> begin();

    /// Signs every log that has grown. Errors: as storage and Guard; corrupt when stored tiles do
    /// not give the signed root. After an error the other logs are signed all the same, and the
    /// next call tries again.
    Result<void> sign();

    /// Publishes nothing by itself: another decides when a signed checkpoint may be seen.
    void hand_over_publishing(std::function<void(Id branch, PublishedCheckpoint)> publish) {
        publish_ = std::move(publish);
    }

private:
    /// A log as it was signed last.
    struct Head {
        journal::Verifier verifier;
        crypto::SigningKey key;
        journal::TreeBuilder tree;
        std::uint64_t size = 0;
    };

    Result<void> make_keys();
    Result<void> check_guard();
    Result<void> publish_stored();
    Result<void> publish_fresh();
    Result<Head> load_head(storage::Connection& session, Id branch);
    Result<Head*> head_of(Id branch);
    /// Signs the entries up to `size`, of which it takes only so many; the checkpoint that it
    /// stored.
    Result<PublishedCheckpoint> sign_run(Id branch, Head& head, std::uint64_t size);
    Result<void> sign_to(Id branch, std::uint64_t size);
    void publish(Id branch, PublishedCheckpoint checkpoint);

    SignerParts parts_;
    Guard guard_;
    std::set<Id> with_key_;
    std::map<Id, Head> heads_;
    std::map<Id, PublishedCheckpoint> fresh_; ///< stored, and not yet in the guard's file
    std::function<void(Id, PublishedCheckpoint)> publish_;
};

/// Refuses a book whose logs are shorter than, or other than, what the guard remembers.
/// Errors: conflict, naming the branch and what to do.
Result<void> check_rollback(storage::Connection& session, const SignedHeads& remembered);

} // namespace boai::transparency
