/// \file
/// Endpoints of campaigns, as the description of the API tells them.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

void add_campaign_operations(std::vector<api::Operation>& all);

} // namespace boai::app
