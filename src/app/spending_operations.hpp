/// \file
/// Endpoints of spending and of attachments, as the description of the API tells them.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

void add_spending_operations(std::vector<api::Operation>& all);
void add_attachment_operations(std::vector<api::Operation>& all);

} // namespace boai::app
