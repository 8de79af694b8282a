/// \file
/// Figures of the spending module.
#pragma once

#include "figures/figure.hpp"
#include "modules/spending/payment.hpp"

namespace boai::spending {

/// Payments less what came back, in fen.
extern const figures::Definition spending_amount;

void post_spending(
    storage::Transaction& tx, Id branch, Day day, const Payment& payment, Money amount
);

} // namespace boai::spending
