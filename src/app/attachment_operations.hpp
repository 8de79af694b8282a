/// \file
/// Endpoints of papers, as the description of the API tells them.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

void add_attachment_operations(std::vector<api::Operation>& all);

} // namespace boai::app
