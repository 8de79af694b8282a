/// \file
/// An amount in the capital numerals of receipts.
#pragma once

#include "base/money.hpp"

#include <string>

namespace boai::text {

/// "壹仟肆佰零玖元伍角整" of 1409.50 yuan; 负 stands before an amount below zero.
/// `amount` within 10^18 fen. Threads: any.
/// Source: 支付结算办法, annex 1 正确填写票据和结算凭证的基本规定, points 1 to 3.
[[nodiscard]] std::string capital_amount(Money amount);

} // namespace boai::text
