/// \file
/// Witness: signs what other logs show it, once it is sure that they only grew.
/// Source: C2SP tlog-witness v1.0.0.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/signature.hpp"
#include "journal/policy.hpp"
#include "storage/writer.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace boai::transparency {

/// A witness's answer to one request, as it goes over HTTP.
struct WitnessReply {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};

/// Threads: any.
class Witness {
public:
    /// Keeps what it has seen in `database`, whose tables it makes. `policy` names the logs it
    /// knows; `verifier` is that of `key`. All outlive it.
    static Result<std::unique_ptr<Witness>> open(
        storage::Database& database,
        const journal::Policy& policy,
        const journal::Verifier& verifier,
        const crypto::SigningKey& key,
        const Clock& clock
    );

    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;

    /// Answers POST add-checkpoint: checks and remembers in one commit, and only then signs and
    /// answers, perhaps from another thread.
    void add_checkpoint(std::string_view body, std::function<void(WitnessReply)> answer);

    /// The last checkpoint signed of the log whose origin has this SHA-256 (hexadecimal).
    /// Errors: not_found.
    Result<std::string> newest(std::string_view origin_hash);

private:
    Witness(
        storage::Database& database,
        const journal::Policy& policy,
        const journal::Verifier& verifier,
        const crypto::SigningKey& key,
        const Clock& clock
    );

    const journal::Policy& policy_;
    const journal::Verifier& verifier_;
    const crypto::SigningKey& key_;
    const Clock& clock_;
    storage::ReaderPool readers_;
    std::unique_ptr<storage::Writer> writer_;
};

} // namespace boai::transparency
