#include "ledger/account.hpp"

#include <algorithm>

namespace boai::ledger {
namespace {

using enum AccountClass;

constexpr bool is_limited = true;
constexpr bool holds_money = true;

constexpr Account accounts[] = {
    { "1001", { "现金", "Cash" }, asset, is_limited, holds_money },
    { "1002", { "银行存款", "Bank deposits" }, asset, is_limited, holds_money },
    { "1003", { "其他货币资金（支付平台）", "Payment platforms" }, asset, is_limited, holds_money },
    { "1121", { "应收配捐款", "Matched gifts receivable" }, asset, is_limited },
    { "1201", { "存货", "Inventory" }, asset, is_limited },
    { "1402", { "在途拨款", "Funds in transit" }, asset, is_limited },
    { "1801", { "受托代理资产", "Agency assets" }, asset, is_limited, holds_money },
    { "2201", { "应付账款", "Payables" }, liability },
    { "2202", { "应退捐款", "Refunds payable" }, liability },
    { "2301", { "待查款项", "Unidentified receipts" }, liability },
    { "2401", { "待到账配捐", "Matched gifts not received yet" }, liability },
    { "2801", { "受托代理负债", "Agency liabilities" }, liability },
    { "3101", { "非限定性净资产", "Unrestricted net assets" }, net_assets },
    { "3102", { "限定性净资产", "Restricted net assets" }, net_assets },
    { "4101", { "捐赠收入（现金）", "Gifts in cash" }, income },
    { "4103", { "捐赠收入（实物）", "Gifts in kind" }, income },
    { "4104", { "捐赠收入（配捐）", "Matched gifts" }, income },
    { "4109", { "捐赠收入退回", "Gifts returned" }, income },
    { "4801", { "其他收入（利息）", "Interest and other income" }, income },
    { "4901", { "系统内拨入", "Received from other branches" }, income },
    { "4902", { "资金间转入", "Received from other funds" }, income },
    { "5101", { "业务活动成本", "Programme expenses" }, expense },
    { "5201", { "管理费用", "Management expenses" }, expense },
    { "5301", { "筹资费用", "Fundraising expenses" }, expense },
    { "5901", { "系统内拨出", "Given to other branches" }, expense },
    { "5902", { "资金间转出", "Given to other funds" }, expense },
    { "W", { "库存数量", "Quantity in store" }, quantity, is_limited },
    { "X", { "数量往来", "Quantity in and out" }, quantity },
};

} // namespace

std::span<const Account> chart() {
    return accounts;
}

const Account* find_account(std::string_view account) {
    const auto code = account.substr(0, account.find('/'));
    const auto* const found = std::ranges::lower_bound(accounts, code, {}, &Account::code);
    return found != std::end(accounts) && found->code == code ? found : nullptr;
}

Text name_of(AccountClass kind) {
    switch (kind) {
    case asset:
        return { "资产", "Assets" };
    case liability:
        return { "负债", "Liabilities" };
    case net_assets:
        return { "净资产", "Net assets" };
    case income:
        return { "收入", "Income" };
    case expense:
        return { "费用", "Expenses" };
    case quantity:
        return { "数量", "Quantities" };
    }
    return { "资产", "Assets" };
}

} // namespace boai::ledger
