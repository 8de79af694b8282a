/// \file
/// Policy: which logs are known, who witnesses them, and whose signatures are enough.
/// Source: C2SP tlog-policy (untagged).
#pragma once

#include "base/result.hpp"
#include "journal/note.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::journal {

struct PolicyLog {
    Verifier verifier;
    std::string url; ///< where it is served; empty when not said
};

struct PolicyWitness {
    std::string name; ///< in this file
    Verifier verifier;
    std::string url; ///< where checkpoints are submitted; empty when not said
};

/// Witnesses and groups before it of which `threshold` must have signed.
struct PolicyGroup {
    std::string name;
    std::size_t threshold = 0;
    std::vector<std::string> members;
};

struct Policy {
    std::vector<PolicyLog> logs;
    std::vector<PolicyWitness> witnesses;
    std::vector<PolicyGroup> groups;
    std::string quorum = "none"; ///< a witness or group, or "none"

    /// The keys of all witnesses.
    [[nodiscard]] std::vector<Verifier> witness_keys() const;
    /// Whether these signatures are enough.
    [[nodiscard]] bool is_satisfied(std::span<const Signer> signers) const;
};

/// Errors: invalid, naming the line.
Result<Policy> parse_policy(std::string_view text);

} // namespace boai::journal
