/// \file
/// The public pages for giving directly at their addresses.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

/// GET and POST /give, GET /give/{order}. What it returns is kept until the server has stopped.
[[nodiscard]] std::shared_ptr<void> add_give_routes(const modules::RouteParts& parts);

} // namespace boai::giving
