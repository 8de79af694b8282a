/// \file
/// The book of gifts: entering one, giving back, taking out, and their receipts. Everything that
/// touches a gift goes through here, at the desk and in imports.
#pragma once

#include "modules/giving/campaigns/match_return.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/refund.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <string_view>

namespace boai::giving {

/// A gift with its head, as booked.
using BookedGift = record::Stored<Gift>;

/// Enters a gift: completes the purpose from the campaign, issues the receipt number unless the
/// receipt is waived, posts the figures. `gift` holds what the caller knows.
/// Errors: invalid (day in the future, closed channel, draft campaign, purpose that is not the
/// campaign's), conflict (the reference is in the book already, the month is closed).
Result<BookedGift> book_gift(record::CommandContext& context, Gift gift);
/// The same out of money that lay unidentified: no new money comes.
Result<BookedGift>
book_gift_from(record::CommandContext& context, Gift gift, const HeldMoney& held);

/// Gives `amount` back on `day`; a gift given back whole loses its receipt. Its match goes or stays
/// as `match` says. Errors: conflict when less than `amount` is left; as treat_matches_of_gift.
Result<record::Outcome> refund_gift(
    record::CommandContext& context,
    const record::Loaded& gift,
    Money amount,
    Day day,
    MatchDecision match
);

/// Takes a gift out of the book on its own day, with its receipt. `batch` is the undone import. The
/// money of one that was identified on a statement is unidentified again. Its match goes or stays
/// as `match` says. Errors: conflict when anything of it was refunded or it is reversed already; as
/// treat_matches_of_gift.
Result<void> reverse_gift(
    record::CommandContext& context, const record::Loaded& gift, Id batch, MatchDecision match
);

/// Voids the gift's receipt with the context's reason; issues a new one when asked.
/// Errors: conflict when it has none.
Result<record::Outcome>
void_receipt(record::CommandContext& context, const record::Loaded& gift, bool reissue);

/// Issues a receipt for a gift that has none.
/// Errors: conflict when it has one, or is refunded whole or reversed.
Result<record::Outcome> issue_receipt(record::CommandContext& context, const record::Loaded& gift);

/// The answer of a booking: id, version, receipt number and amount.
[[nodiscard]] record::Outcome describe(record::CommandContext& context, const BookedGift& gift);

/// DDL of the counters of receipts.
[[nodiscard]] std::string_view counter_table();

} // namespace boai::giving
