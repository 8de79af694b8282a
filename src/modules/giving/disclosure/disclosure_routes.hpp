/// \file
/// What officers see of notices before they are published, and the calendar of disclosure.
#pragma once

#include "modules/module.hpp"

namespace boai::giving {

/// GET /api/v1/giving/notices/{id}/preview and /api/v1/giving/calendar. What it returns is kept
/// until the server has stopped.
[[nodiscard]] std::shared_ptr<void>
add_disclosure_routes(const modules::RouteParts& parts, modules::ReadMoneyMoves read_moves);

} // namespace boai::giving
