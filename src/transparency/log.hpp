/// \file
/// Log: where the leaves of a branch's log are entered, in the transaction of what they tell.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "storage/migrations.hpp"
#include "storage/transaction.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace boai::transparency {

/// Enters `entry` (at most 65,535 bytes of public facts) at the end of the branch's log; its index,
/// from 0 without gaps. Costs one gathered row: hashing, tiles and signing come after the commit.
/// Errors: over_limit when the entry is longer; as Transaction.
Result<std::uint64_t> append(storage::Transaction& tx, Id branch, std::string_view entry);

/// Entries in the branch's log so far: the index of the next. Errors: as Transaction.
Result<std::uint64_t> size(storage::Transaction& tx, Id branch);

/// The schema of logs, step by step.
[[nodiscard]] std::span<const storage::Migration> migrations();
/// DDL of the tables of logs, as all steps leave them.
[[nodiscard]] std::string_view tables();

} // namespace boai::transparency
