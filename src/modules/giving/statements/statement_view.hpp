/// \file
/// A statement's plan, as the console gets it.
#pragma once

#include "modules/giving/statements/statement_imports.hpp"

#include <string>

namespace boai::giving {

/// docs/formats/api.md, "Statements".
[[nodiscard]] std::string statement_plan_json(const PlannedStatement& import);

} // namespace boai::giving
