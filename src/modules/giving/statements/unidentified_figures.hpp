/// \file
/// The figure of unidentified receipts: money that came and that nobody has claimed.
#pragma once

#include "figures/figure.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"

namespace boai::giving {

/// Money held, in fen: what came less what was identified, returned or reversed.
extern const figures::Definition unidentified_amount;
/// Number of receipts held.
extern const figures::Definition unidentified_receipts;

/// Posts a receipt that came (sign 1) or left (sign -1) on `day`.
void post_unidentified(
    storage::Transaction& tx,
    Id branch,
    Day day,
    const UnidentifiedReceipt& receipt,
    std::int64_t sign
);

} // namespace boai::giving
