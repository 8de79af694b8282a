/// \file
/// What can be done with statements: match, split, hold, identify, book charges, reconcile.
#pragma once

#include "record/command.hpp"

#include <vector>

namespace boai::giving {

/// giving.match_statements.
[[nodiscard]] record::CommandType match_statements_command();
/// That one, accept_match, refuse_match, match_by_hand, unmatch, carry_items.
[[nodiscard]] std::vector<record::CommandType> line_match_commands();
/// giving.split_line, undo_split.
[[nodiscard]] std::vector<record::CommandType> split_commands();
/// giving.hold_receipt, identify_receipt, return_receipt, withdraw_receipt.
[[nodiscard]] std::vector<record::CommandType> unidentified_commands();
/// giving.book_charge, take_back_charge.
[[nodiscard]] std::vector<record::CommandType> charge_commands();
/// giving.draft_reconciliation, sign_reconciliation, withdraw_reconciliation.
[[nodiscard]] std::vector<record::CommandType> reconciliation_commands();
/// All of them, with those of statement_imports.hpp.
[[nodiscard]] std::vector<record::CommandType> statement_commands();

} // namespace boai::giving
