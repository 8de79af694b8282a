/// \file
/// The endpoints for notices of payments, for the OpenAPI description.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

/// Appends them.
void add_payment_operations(std::vector<api::Operation>& all);

} // namespace boai::app
