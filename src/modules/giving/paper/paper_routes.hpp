/// \file
/// The papers of gifts for the staff.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

/// /api/v1/records/giving.gift/{id}/receipt.pdf and certificate.pdf, the same of giving.goods_gift,
/// and /api/v1/records/giving.import_batch/{id}/receipts.pdf?part=1. Who may read the record may
/// have its paper; with the right to open personal values it carries the full name, and the opening
/// stands in the audit trail. The routes live as long as what is returned.
std::shared_ptr<void> add_paper_routes(const modules::RouteParts& parts);

} // namespace boai::giving
