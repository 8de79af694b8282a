/// \file
/// A statement's plan, and an account beside its statements, as the console gets them.
#pragma once

#include "modules/giving/statements/statement_imports.hpp"
#include "record/engine.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// docs/formats/api.md, "Statements".
[[nodiscard]] std::string statement_plan_json(const PlannedStatement& import);

/// What of an account is looked at.
struct DeskAsked {
    Id branch;
    std::string account;
    std::string state; ///< of lines and entries: "open" (carried too), "suggested", "matched"
    std::size_t from = 0; ///< lines and entries left out before the first
    std::size_t limit = 100;
};

/// The states that the desk shows together, as SQL lists them: of "open", "suggested", "matched" or
/// "all".
[[nodiscard]] std::string_view states_of_desk(std::string_view state);

/// Lines beside entries, names masked, with the sums of the account. Errors: as storage.
Result<std::string>
desk_json(record::Engine& engine, storage::Connection& connection, const DeskAsked& asked);

} // namespace boai::giving
