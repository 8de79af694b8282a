/// \file
/// The book of pledges: what gifts pay of them, and what is still expected.
#pragma once

#include "modules/giving/campaigns/pledge.hpp"
#include "modules/giving/gift.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <optional>

namespace boai::giving {

/// The pledge a gift names, when it may pay of it; completes campaign and purpose of the gift.
/// Errors: not_found; invalid (fields "pledge", "campaign", "purpose", "day", "amount").
Result<std::optional<record::Loaded>> settle_pledge(record::CommandContext& context, Gift& gift);

/// Enters that a gift paid of the pledge. Errors: as storage.
Result<void>
pay_pledge(record::CommandContext& context, const record::Loaded& pledge, const Gift& gift);

/// Enters that money of a gift that paid of a pledge was given back on `day`. Nothing for a gift
/// without a pledge. Errors: as storage.
Result<void> unpay_pledge(record::CommandContext& context, const Gift& gift, Money amount, Day day);

/// Nothing more is expected of the pledge from today on. Errors: conflict when it is not open.
Result<record::Outcome> end_pledge(record::CommandContext& context, const record::Loaded& pledge);

} // namespace boai::giving
