/// \file
/// The proof of a gift out of its branch's log, for everybody and for its donor.
#pragma once

#include "modules/giving/gift_entries.hpp"
#include "storage/connection.hpp"
#include "transparency/proof.hpp"
#include "transparency/published.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai::giving {

/// Which of a gift's entries is proven.
enum class ProofOf : std::uint8_t {
    gift, ///< the gift as it came, without any personal value
    amendment, ///< an entry that put another donor on it, without any personal value
    donor, ///< the entry that commits to the donor, with what opens the commitment
};

/// What is asked for.
struct ProofAsked {
    ProofOf what = ProofOf::gift;
    std::optional<std::size_t> amendment {}; ///< which of them, from 1; the newest when left out
};

/// The name a proof is kept under, such as "amendment-2-320700-2026-000001.tlog-proof".
[[nodiscard]] std::string proof_file(std::string_view receipt, const ProofAsked& asked);

/// What proofs are made with; references outlive the call.
struct ProofSources {
    const crypto::Vault& vault;
    const transparency::PublishedLogs& logs;
    transparency::Prover& prover;
};

/// The .tlog-proof. Its `extra` is the leaf, and for the donor one line of JSON below it:
/// field, salt and value. Source: docs/formats/receipt.md.
/// Errors: not_found when the entry is not published yet, there is no such entry, or the donor's
/// key is destroyed; as amendments_of.
Result<std::string> gift_proof(
    ProofSources sources, storage::Connection& connection, const DonorTold& gift, ProofAsked asked
);

} // namespace boai::giving
