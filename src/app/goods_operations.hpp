/// \file
/// The endpoints of gifts in kind, for the description of the API.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

void add_goods_operations(std::vector<api::Operation>& all);

} // namespace boai::app
