/// \file
/// An account beside its statements, as the console gets it: what is shown is read by index,
/// however many entries and lines there are.
#pragma once

#include "record/engine.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace boai::giving {

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

/// Lines beside entries, names masked, with the sums of the account: docs/formats/api.md,
/// "Statements". Errors: as storage.
Result<std::string>
desk_json(record::Engine& engine, record::Queries queries, const DeskAsked& asked);

} // namespace boai::giving
