/// \file
/// LogAudit: computes a branch's log anew from its entries and compares.
#pragma once

#include "base/result.hpp"
#include "transparency/guard.hpp"
#include "transparency/stored_log.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace boai::crypto {
class Vault;
} // namespace boai::crypto

namespace boai::transparency {

/// One check with what was looked at; `fault` is the first thing found wrong, empty when nothing.
struct LogCheck {
    std::string check;
    std::size_t looked_at = 0;
    std::string fault;
};

/// Entries without a gap, every tile, the root and the signature of every checkpoint, the key, and
/// what the guard remembers. Errors: as the session; never because something is wrong.
Result<std::vector<LogCheck>> audit_log(
    storage::Connection& session,
    Id branch,
    const crypto::Vault& vault,
    const SignedHeads& remembered
);

} // namespace boai::transparency
