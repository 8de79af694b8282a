/// \file
/// The figure of what is pledged and not paid. It is no income.
#pragma once

#include "figures/figure.hpp"
#include "modules/giving/campaigns/pledge.hpp"

namespace boai::giving {

/// Pledged, less paid, less what is not expected any more, in fen.
extern const figures::Definition pledged_receivable;

/// Posts a change of what is expected of a pledge.
void post_pledged(storage::Transaction& tx, Id branch, Day day, const Pledge& pledge, Money amount);

} // namespace boai::giving
