/// \file
/// Cosigner: shows signed checkpoints to witnesses and publishes them with their signatures.
/// Source: C2SP tlog-witness v1.0.0, tlog-cosignature v1.0.1.
#pragma once

#include "base/result.hpp"
#include "journal/policy.hpp"
#include "storage/writer.hpp"
#include "transparency/published.hpp"
#include "transparency/stored_log.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace boai::transparency {

/// What a witness answered.
struct WitnessAnswer {
    int status = 0;
    std::string content_type;
    std::string body;
};

/// Sends a body to an address and waits for the answer. Errors: unavailable.
using SendToWitness
    = std::function<Result<WitnessAnswer>(const std::string& url, const std::string& body)>;

/// What a cosigner works with; references outlive it.
struct CosignerParts {
    storage::ReaderPool& readers;
    storage::Writer& writer;
    PublishedLogs& published;
    journal::Policy policy;
    SendToWitness send;
};

/// With a quorum, a checkpoint is published when enough witnesses have signed it; without one it
/// is published at once, and again with each round's signatures.
/// Threads: take() any; round() one at a time.
class Cosigner {
public:
    explicit Cosigner(CosignerParts parts)
        : parts_(std::move(parts)) { }

    /// Takes a checkpoint that was signed and stored; a newer one takes its place.
    void take(Id branch, PublishedCheckpoint checkpoint);

    /// Asks every witness about each checkpoint taken. Errors: conflict when a witness has seen a
    /// longer log than ours, which stops the log; unavailable when a witness does not answer, and
    /// invalid when it refuses: the other witnesses are asked all the same, and the next round
    /// tries again.
    Result<void> round();

private:
    Result<void> cosign(Id branch, PublishedCheckpoint& checkpoint);
    Result<std::string>
    ask(const journal::PolicyWitness& witness, Id branch, const PublishedCheckpoint& checkpoint);
    Result<std::string> request_of(Id branch, const PublishedCheckpoint& checkpoint, std::uint64_t);
    Result<void> keep(Id branch, std::uint64_t size, const std::string& name, std::string& line);
    [[nodiscard]] std::vector<journal::Signer> signers(const std::string& note) const;

    CosignerParts parts_;
    std::mutex mutex_;
    std::map<Id, PublishedCheckpoint> taken_;
    /// What each witness has seen last, as far as it is known.
    std::map<std::pair<Id, std::string>, std::uint64_t> seen_;
};

} // namespace boai::transparency
