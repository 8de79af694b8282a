/// \file
/// The endpoints of the import wizard under /api/v1/imports.
#pragma once

#include "modules/giving/import_service.hpp"
#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

/// Adds the endpoints; what is returned is kept until the server has stopped.
std::shared_ptr<void>
add_import_routes(const modules::RouteParts& parts, std::shared_ptr<ImportService> service);

}  // namespace boai::giving
