/// \file
/// Counting many gifts in kind over HTTP.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

/// GET /api/v1/giving/goods-to-count and POST /api/v1/goods-counts; what they work with lives as
/// long as the answer. Source: docs/formats/api.md.
[[nodiscard]] std::shared_ptr<void> add_goods_count_routes(const modules::RouteParts& parts);

} // namespace boai::giving
