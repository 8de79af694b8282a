/// \file
/// Account: the chart of accounts, as data.
#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace boai::ledger {

enum class AccountClass : std::uint8_t {
    asset,
    liability,
    net_assets,
    income,
    expense,
    quantity, ///< of goods, in their own unit instead of money
};

/// One account. Its parts are written behind a slash, such as "1003/alipay", and behave as it does.
struct Account {
    std::string_view code;
    Text name; ///< the Chinese one as the statutory system or the society's practice has it
    AccountClass kind = AccountClass::asset;
    bool limited = false; ///< never below zero in any fund
    bool money = false; ///< what can be paid out of: its changes stand on the fund's axis
};

/// Every account, by code.
/// Source: 民间非营利组织会计制度 (names); guide §3.1 (structure).
[[nodiscard]] std::span<const Account> chart();

/// The account that `account` is, or is a part of; null when the chart has none.
[[nodiscard]] const Account* find_account(std::string_view account);

/// What people call a class of accounts.
[[nodiscard]] Text name_of(AccountClass kind);

} // namespace boai::ledger
