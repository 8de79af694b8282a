/// \file
/// Endpoints of the campaign desk.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

/// GET /api/v1/giving/campaigns, those of one campaign with its reconciliation,
/// /api/v1/giving/campaigns/{id}, /api/v1/giving/deadlines and /api/v1/giving/instalments. What it
/// returns outlives the router's use.
std::shared_ptr<void> add_campaign_routes(const modules::RouteParts& parts);

} // namespace boai::giving
