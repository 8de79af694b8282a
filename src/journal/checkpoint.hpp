/// \file
/// Checkpoint: the head of a log as a text to be signed; and what is made of it: the request to a
/// witness and the proof of one entry, which is a donor's receipt.
/// Source: C2SP tlog-checkpoint v1.0.0, tlog-witness v1.0.0, tlog-proof.
#pragma once

#include "journal/merkle.hpp"
#include "journal/note.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::journal {

/// The log named `origin` has this head.
struct Checkpoint {
    std::string origin;
    TreeHead head;
    friend bool operator==(Checkpoint const&, Checkpoint const&) = default;
};

/// Origin, size and root, a line each.
[[nodiscard]] std::string to_text(Checkpoint const& checkpoint);
/// Extension lines are allowed and passed over. Errors: invalid.
Result<Checkpoint> parse_checkpoint(std::string_view text);

/// The signed note of a log's head.
[[nodiscard]] Note sign_checkpoint(
    Checkpoint const& checkpoint, Verifier const& verifier, crypto::SigningKey const& key
);

/// A note that the log has signed, and the witnesses among those known that signed it too.
struct OpenedCheckpoint {
    Checkpoint checkpoint;
    std::vector<Signer> witnesses;
};

/// Checks the log's own signature, and any of known witnesses. The origin must be the key's name.
/// Errors: invalid when the log has not signed, or any known signature is false.
Result<OpenedCheckpoint>
open_checkpoint(Note const& note, Verifier const& log, std::span<Verifier const> witnesses);

/// What a log sends to a witness.
struct AddCheckpoint {
    std::uint64_t old_size = 0; ///< the head the witness has signed last
    std::vector<Hash> consistency; ///< at most 63
    std::string note; ///< the signed checkpoint
};

[[nodiscard]] std::string to_text(AddCheckpoint const& request);
/// Errors: invalid.
Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);

/// The proof that one entry is in a log, complete in itself.
struct LogProof {
    std::string extra; ///< bytes for the reader, not covered by the proof
    std::uint64_t index = 0;
    std::vector<Hash> inclusion;
    std::string checkpoint; ///< the signed note
};

[[nodiscard]] std::string to_text(LogProof const& proof);
/// Errors: invalid.
Result<LogProof> parse_proof(std::string_view text);

/// What a good proof shows.
struct Proven {
    Checkpoint checkpoint;
    std::uint64_t index = 0;
    std::vector<Signer> witnesses;
};

/// Checks leaf, inclusion, the log's signature and any of known witnesses.
/// Errors: invalid, saying which of them failed. Threads: any.
Result<Proven> verify_proof(
    LogProof const& proof,
    std::string_view entry,
    Verifier const& log,
    std::span<Verifier const> witnesses
);

} // namespace boai::journal
