#include "modules/spending/waiting_view.hpp"

#include "modules/spending/fund_view.hpp"
#include "modules/spending/limits.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace boai::spending {
namespace {

using storage::Param;
using storage::Row;

/// A step and the rows that wait at it: branch, since (milliseconds or a day), amount.
struct Step {
    Waiting waiting;
    std::string_view sql; ///< with the branches in place of "{}"
    bool since_is_day = false;
};

const std::vector<Step>& steps() {
    static const std::vector<Step> all {
        { { .step = "settle_channel",
            .title = { "平台待结算", "On platforms, not paid out" },
            .record = "spending.fund_move",
            .capability = "spending.settle_channel" },
          "SELECT b.branch_id, 0, b.amount FROM ledger_balance b WHERE b.branch_id IN ({}) AND "
          "b.commodity = 'CNY' AND b.amount > 0 AND (b.account LIKE '1003/%' OR b.account LIKE "
          "'1801/1003/%')" },
        { { .step = "approve_payment",
            .title = { "用款待审批", "Payments to approve" },
            .record = "spending.payment",
            .state = "requested",
            .capability = "spending.approve_payment" },
          "SELECT branch_id, created_at, amount FROM spending_payment WHERE branch_id IN ({}) AND "
          "state = 'requested'" },
        { { .step = "pay",
            .title = { "已批准待支付", "Approved, to be paid" },
            .record = "spending.payment",
            .state = "approved",
            .capability = "spending.pay" },
          "SELECT branch_id, updated_at, amount FROM spending_payment WHERE branch_id IN ({}) AND "
          "state = 'approved'" },
        { { .step = "prove_payment",
            .title = { "已支付待凭证", "Paid, to be proved" },
            .record = "spending.payment",
            .state = "paid",
            .capability = "spending.pay" },
          "SELECT branch_id, paid_on, amount FROM spending_payment WHERE branch_id IN ({}) AND "
          "state = 'paid'",
          true },
        { { .step = "send_allocation",
            .title = { "拨款待审批", "Allocations to approve" },
            .record = "spending.allocation",
            .state = "requested",
            .capability = "spending.approve_payment" },
          "SELECT branch_id, created_at, amount FROM spending_allocation WHERE branch_id IN ({}) "
          "AND state = 'requested'" },
        { { .step = "await_confirmation",
            .title = { "已拨出待对方确认", "Sent, not confirmed yet" },
            .record = "spending.allocation",
            .state = "sent",
            .capability = {} },
          "SELECT branch_id, sent_on, amount FROM spending_allocation WHERE branch_id IN ({}) AND "
          "state = 'sent'",
          true },
        { { .step = "confirm_allocation",
            .title = { "下拨到本机构待确认", "Sent here, to be confirmed" },
            .capability = "spending.confirm_allocation" },
          "SELECT to_branch, sent_on, amount FROM spending_allocation WHERE to_branch IN ({}) AND "
          "state = 'sent'",
          true },
    };
    return all;
}

std::string with_places(std::string_view sql, const std::string& places) {
    const auto at = sql.find("{}");
    return std::string { sql.substr(0, at) } + places + std::string { sql.substr(at + 2) };
}

} // namespace

Result<std::vector<Waiting>>
view_waiting(record::Queries queries, const std::vector<Id>& branches, Day today) {
    std::map<Id, std::int64_t> alarms;
    for (const auto branch : branches) {
        alarms[branch] = TRY(rule_of(queries, branch, "chase_days", chase_days_default));
    }
    std::vector<Param> params;
    const auto in = places(branches, params);
    std::vector<Waiting> all;
    for (const auto& step : steps()) {
        auto waiting = step.waiting;
        TRY(queries(with_places(step.sql, in), params, [&](const Row& row) -> Result<void> {
            ++waiting.count;
            waiting.amount += row.number(2);
            if (row.number(1) == 0) {
                return {};
            }
            const auto since = step.since_is_day ? row.day(1) : local_day(row.instant(1));
            waiting.oldest = std::min(waiting.oldest.value_or(since), since);
            waiting.late += today - since > alarms[row.id(0)] ? 1 : 0;
            return {};
        }));
        all.push_back(waiting);
    }
    return all;
}

} // namespace boai::spending
