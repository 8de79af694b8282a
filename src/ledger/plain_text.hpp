/// \file
/// The ledger as a plain-text journal for hledger or beancount: tools that nobody here wrote replay
/// it to the same balances.
#pragma once

#include "ledger/audit.hpp"

#include <cstdint>
#include <string_view>

namespace boai::ledger {

enum class PlainFormat : std::uint8_t { hledger, beancount };

/// Takes text as it is written.
using TextSink = FunctionRef<void(std::string_view)>;

/// Writes every entry of these branches from its leaf, then what each account must hold at the end.
/// Errors: as storage; corrupt when a leaf is not an entry.
Result<void>
write_plain_text(Queries queries, const BranchCodes& branches, PlainFormat format, TextSink sink);

} // namespace boai::ledger
