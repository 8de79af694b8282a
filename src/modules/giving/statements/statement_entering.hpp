/// \file
/// A statement on its way from a plan into the book.
#pragma once

#include "modules/giving/statements/statement_imports.hpp"
#include "record/command.hpp"

#include <optional>
#include <string>

namespace boai::giving {

/// Enters the plan of this id. What is left out is as the file tells it.
struct CommitStatement {
    std::string plan;
    Id channel;
    std::optional<Day> begins;
    std::optional<Day> ends;
    std::optional<Money> opening;
    std::optional<Money> closing;
    bool leave_out_known = false;
};

/// Writes the statement with its lines. The file itself was checked.
/// Errors: invalid for a period that leaves out lines, says more than the file, or repeats lines of
/// another statement; conflict when the balances do not agree or the period is signed.
Result<record::Outcome> enter_statement(
    record::CommandContext& context, const PlannedStatement& import, const CommitStatement& input
);

} // namespace boai::giving
