/// \file
/// A plan of a list of goods as the console gets it, and what the console sends about it.
#pragma once

#include "modules/giving/goods/goods_imports.hpp"

#include <string>
#include <string_view>

namespace boai::giving {

/// docs/formats/api.md, "Lists of goods".
[[nodiscard]] std::string goods_plan_json(const PlannedGoodsImport& import);

/// The body of POST /api/v1/goods-imports/{id}/plan.
struct GoodsPlanChange {
    GoodsChoices choices;
    std::string save_profile; ///< name to keep the mapping under; empty for not
};

/// Errors: invalid with fields.
Result<GoodsPlanChange> read_goods_plan_change(std::string_view json);

/// The body of POST /api/v1/goods-imports/{id}/commit.
struct GoodsCommitRequest {
    std::string campaign; ///< ids; empty for none
    std::string purpose;
    bool leave_out = false; ///< rows without an answer
    std::string reason; ///< why days outside the campaign's belong to it
};

/// Errors: invalid with fields.
Result<GoodsCommitRequest> read_goods_commit(std::string_view json);

} // namespace boai::giving
