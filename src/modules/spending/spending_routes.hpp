/// \file
/// Endpoints of spending beyond those made from records and commands.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::spending {

/// GET /api/v1/spending/funds, /transit, /totals and /waiting; what it returns is kept as long as
/// the router.
std::shared_ptr<void> add_spending_routes(const modules::RouteParts& parts);

} // namespace boai::spending
