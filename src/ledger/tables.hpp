/// \file
/// The ledger's tables, and the shapes by which they are written.
#pragma once

#include "storage/migrations.hpp"
#include "storage/transaction.hpp"

#include <span>
#include <string_view>

namespace boai::ledger {

/// (branch, fund, commodity, account): the sum of its lines.
extern const storage::SumShape balance_sums;
/// The same key: of a limited account, what is promised to entries that are still to come.
extern const storage::SumShape reserved_sums;
/// (branch, fund, commodity, AxisMark): how long an axis is, how far it is used, the
/// number of its last day.
extern const storage::SumShape axis_sums;
/// Where on an axis money of another day begins, so that ages are told without its inflows.
extern const storage::InsertShape day_rows;
/// (branch, month): above zero when it is closed.
extern const storage::SumShape period_sums;

/// (branch, code): the id of the fund that a code in leaves stands for, added once to nothing.
extern const storage::SumShape fund_sums;

extern const storage::InsertShape movement_rows;
extern const storage::InsertShape link_rows;
extern const storage::InsertShape title_rows;

/// What is kept of an axis. The numbers are stored.
enum class AxisMark : std::uint8_t {
    end = 0, ///< all that ever came in
    cursor = 1, ///< up to where it is used
    day = 2, ///< of what came in last
};

/// The number of a day's month, counted from the year 0: how periods are keyed.
[[nodiscard]] std::int64_t month_of(Day day);

/// The schema of the ledger, step by step.
[[nodiscard]] std::span<const storage::Migration> migrations();
/// DDL of the ledger's tables, as all steps leave them.
[[nodiscard]] std::string_view tables();

} // namespace boai::ledger
