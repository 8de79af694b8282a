/// \file
/// The request of a payment: what the fund, its purpose and the year's budget allow.
#pragma once

#include "modules/spending/payment.hpp"
#include "modules/spending/spending_fund.hpp"
#include "record/command.hpp"

#include <string>
#include <string_view>

namespace boai::spending {

/// Where a fund's money lies that is paid in this way: "1001" or "1002", of an agency fund behind
/// "1801/".
[[nodiscard]] std::string money_account(const SpendingFund& fund, Method method);

/// The expense a payment of this category is.
[[nodiscard]] std::string_view expense_account(Category category);

/// spending.request_payment: checks what is asked for and reserves it.
[[nodiscard]] record::CommandType request_payment_command();

} // namespace boai::spending
