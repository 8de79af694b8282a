/// \file
/// Endpoints of statements: a file's plan, and the desk where lines and entries stand side by side.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

/// /api/v1/statement-imports and /api/v1/reconciliation (docs/formats/api.md).
[[nodiscard]] std::shared_ptr<void> add_statement_routes(const modules::RouteParts& parts);

} // namespace boai::giving
