/// \file
/// Endpoints of attachments: list, attach, download.
#pragma once

#include "attachments/holder.hpp"
#include "modules/module.hpp"

#include <memory>

namespace boai::attachments {

/// GET and POST /api/v1/attachments, GET /api/v1/attachments/{id}/content; what it returns is kept
/// as long as the router. `holders` say which papers can still be withdrawn.
std::shared_ptr<void>
add_attachment_routes(const modules::RouteParts& parts, const Holders& holders);

} // namespace boai::attachments
