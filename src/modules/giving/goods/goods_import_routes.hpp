/// \file
/// Lists of goods over HTTP.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

/// /api/v1/goods-imports, for whoever may enter gifts in kind. The routes live as long as what is
/// returned.
std::shared_ptr<void> add_goods_import_routes(const modules::RouteParts& parts);

} // namespace boai::giving
