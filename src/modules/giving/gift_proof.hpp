/// \file
/// The proof of a gift out of its branch's log, for everybody and for its donor.
#pragma once

#include "modules/giving/gift_entries.hpp"
#include "storage/connection.hpp"
#include "transparency/proof.hpp"
#include "transparency/published.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

/// Which of a gift's entries is proven.
enum class ProofOf : std::uint8_t {
    gift, ///< the gift as it came, without any personal value
    amendment, ///< the entry that put another donor on it last, without any personal value
    donor, ///< the entry that commits to the donor, with what opens the commitment
};

/// What proofs are made with; references outlive the call.
struct ProofSources {
    const crypto::Vault& vault;
    const transparency::PublishedLogs& logs;
    transparency::Prover& prover;
};

/// The .tlog-proof. Its `extra` is the leaf, and for the donor one line of JSON below it:
/// field, salt and value. Source: docs/formats/receipt.md.
/// Errors: not_found when the entry is not published yet, there is no such entry, or the donor's
/// key is destroyed.
Result<std::string> gift_proof(
    ProofSources sources, storage::Connection& connection, const DonorTold& gift, ProofOf what
);

} // namespace boai::giving
