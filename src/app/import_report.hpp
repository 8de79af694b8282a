/// \file
/// What became of one imported file, whatever is listed in it: what is printed of each alike.
#pragma once

#include "base/json_text.hpp"
#include "base/text.hpp"
#include "exchange/gift_plan.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace boai::app {

struct ImportReport {
    std::string file;
    std::vector<std::pair<std::string, exchange::RowProblem>> errors; ///< with the sheet's name
    std::vector<Message> warnings;
    std::optional<Message> refused; ///< why nothing was entered
    bool known = false; ///< all of it was entered before
    std::string batch; ///< empty when nothing was entered
};

/// Adds batch, refused_because, warnings and errors.
void add_outcome(JsonObject& object, const ImportReport& report);

/// Prints warnings, errors and why nothing was entered, a line each.
void print_outcome(const ImportReport& report);

} // namespace boai::app
