/// \file
/// What goes with the proof of an entry: the leaf, and what its holder may disclose.
#pragma once

#include "base/result.hpp"
#include "ledger/commitment.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boai::ledger {

/// The `extra` of a .tlog-proof, read. Source: docs/formats/receipt.md.
struct ReceiptExtra {
    std::string leaf; ///< byte for byte as entered: what is hashed
    std::vector<Disclosure> disclosures; ///< each fits its commitment in the leaf
};

/// The leaf with its disclosures as `extra` holds them: one line each.
[[nodiscard]] std::string
write_extra(std::string_view leaf, const std::vector<Disclosure>& disclosures);

/// Reads what write_extra writes, and checks each disclosure against the leaf.
/// Errors: invalid when a line is none, or a disclosure is not what the leaf commits to.
Result<ReceiptExtra> read_extra(std::string_view extra);

/// Whether a leaf puts another donor on what entry `index` of the same log tells.
/// Errors: invalid when it does not.
Result<void> check_amends(std::string_view leaf, std::uint64_t index);

} // namespace boai::ledger
