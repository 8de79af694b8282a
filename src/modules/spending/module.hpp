/// \file
/// 拨付使用: what the application sees of spending.
#pragma once

#include "attachments/holder.hpp"
#include "modules/module.hpp"

namespace boai::spending {

[[nodiscard]] modules::Module module();

/// Payments, what came back of them, fees, allocations and arrivals, as a disclosure tells them.
Result<std::vector<modules::MoneyMove>> read_money_moves(record::Queries queries, Id branch);

/// What waits of a fund at each step from the settling by a platform to the proof of a payment.
Result<std::vector<modules::MoneyWaiting>>
read_money_waiting(const modules::MoneyWaitingQuestion& question);

/// What papers a payment and an allocation take.
extern const attachments::Holder payment_papers;
extern const attachments::Holder allocation_papers;

} // namespace boai::spending
