/// \file
/// The endpoints of statements, for the description of the API.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

void add_statement_operations(std::vector<api::Operation>& all);

} // namespace boai::app
