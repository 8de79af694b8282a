/// \file
/// The figures of matching. Totals of public gifts hold none of it.
#pragma once

#include "figures/figure.hpp"
#include "modules/giving/campaigns/match_claim.hpp"

namespace boai::giving {

/// Promised, less what will not come, in fen, by kind and campaign.
extern const figures::Definition match_promised;
/// What of it the bank has.
extern const figures::Definition match_settled;

void post_promised(
    storage::Transaction& tx, Id branch, Day day, const MatchClaim& claim, Money amount
);
void post_settled(
    storage::Transaction& tx, Id branch, Day day, const MatchClaim& claim, Money amount
);

} // namespace boai::giving
