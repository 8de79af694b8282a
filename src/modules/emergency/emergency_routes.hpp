/// \file
/// Endpoints of the emergency desk and its board.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::emergency {

/// GET /api/v1/emergencies and /api/v1/emergencies/{id}/board. What it returns outlives the
/// router's use.
std::shared_ptr<void>
add_emergency_routes(const modules::RouteParts& parts, modules::ReadMoneyWaiting read_waiting);

} // namespace boai::emergency
