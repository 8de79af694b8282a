/// \file
/// What becomes of the match of a gift that is refunded, reversed or undone with its import: it is
/// told, and taken back or kept as an officer says.
#pragma once

#include "modules/giving/campaigns/match_return.hpp"
#include "record/command.hpp"
#include "record/field.hpp"

namespace boai::giving {

/// How commands that take a gift out ask for it.
inline constexpr record::PlainField asked_match {
    .label = { "配捐", "Match" },
    .help
    = { "捐款有配捐时必须说明；已到账的撤回即退回配捐方",
        "Has to be said where there is a match; taking back what the bank has pays it back" }
};

/// A gift, or the part of it that goes.
struct GiftLeaving {
    Id gift;
    Money amount; ///< that goes
    Money left; ///< of the gift before; at least `amount`
};

/// As large a part of what stands of the gift's match goes as goes of the gift: off the receivable
/// first, then out of what the bank has, by entries of their own. What is kept is noted with the
/// context's reason. Nothing happens where there is no match.
/// Errors: invalid (field "match") with the amounts when nothing was said; conflict when money to
/// be paid back is spent; as ledger::post.
Result<void> treat_matches_of_gift(
    record::CommandContext& context, const GiftLeaving& leaving, MatchDecision decision
);

/// The matches that came with an import which is undone: what is receivable is taken back, what
/// the bank has as the officer says. Errors: as above.
Result<void> withdraw_matches(record::CommandContext& context, Id batch, MatchDecision decision);

} // namespace boai::giving
