/// \file
/// How the entries that wait at each step of the money are read.
#pragma once

#include "modules/spending/waiting_view.hpp"

namespace boai::spending {

/// The rows of step.sql: branch, id, fund, since when in milliseconds, fen, title; the branches
/// stand in place of "{}".
Result<void> read_rows(const WaitingQuestion& question, const Step& step, EntrySink sink);
/// The same with a day for the moment.
Result<void> read_day_rows(const WaitingQuestion& question, const Step& step, EntrySink sink);

/// Gifts entered in the last entered_days, later after their day than their fund allows; those of
/// one fund and day that were entered on one day lie together.
Result<void> read_late_gifts(const WaitingQuestion& question, const Step& step, EntrySink sink);

/// What platforms hold, by fund, platform and day: a payout is of the oldest.
Result<void> read_platforms(const WaitingQuestion& question, const Step& step, EntrySink sink);

/// What lies unspent, by fund and day.
Result<void> read_unspent(const WaitingQuestion& question, const Step& step, EntrySink sink);

} // namespace boai::spending
