/// \file
/// The way of a notice into the book.
#pragma once

#include "modules/giving/payments/payment_notice.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <optional>
#include <string_view>

namespace boai::giving {

/// Keeps a notice and books the gift when everything in it is what was asked for. A notice that
/// came before changes nothing and has the answer of the first one. `notice` holds what the
/// verified notice says, or with an empty `verified_by` why it was refused.
/// Errors: over_limit when too many refused notices came today; as storage.
Result<record::Outcome> take_notice(record::CommandContext& context, PaymentNotice notice);

/// Books a waiting notice as this gift, which holds channel, donor, campaign and purpose.
/// Errors: conflict when it is not waiting; as book_gift.
Result<record::Outcome>
settle_notice(record::CommandContext& context, const record::Loaded& notice, Gift gift);

/// The order of this number; nothing when there is none.
Result<std::optional<record::Loaded>> find_order(
    record::Queries queries, const record::RecordTable& orders, Id branch, std::string_view number
);

} // namespace boai::giving
