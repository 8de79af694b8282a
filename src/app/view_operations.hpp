/// \file
/// The modules' own read endpoints (modules/view_routes.hpp), as the description of the API tells
/// them.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

void add_view_operations(std::vector<api::Operation>& all);

} // namespace boai::app
