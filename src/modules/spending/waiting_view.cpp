#include "modules/spending/waiting_view.hpp"

#include "modules/spending/limits.hpp"
#include "modules/spending/waiting_steps.hpp"

#include <algorithm>
#include <array>

namespace boai::spending {
namespace {

constexpr std::array all_steps {
    Step { .name = "enter_gift",
           .title = { "近 31 天迟入账", "Entered late in 31 days" },
           .alarm = Alarm::enter,
           .record = "giving.gift",
           .capability = "giving.record_gift",
           .read = read_late_gifts },
    Step { .name = "issue_receipt",
           .title = { "作废后待补开票据", "Receipts to issue anew" },
           .alarm = Alarm::receipt,
           .record = "giving.gift",
           .capability = "giving.void_receipt",
           .read = read_rows,
           .sql = "SELECT g.branch_id, g.id, coalesce(g.purpose, 0), v.created_at, g.amount - "
                  "g.refunded, '' FROM giving_voided_receipt v JOIN giving_gift g ON g.branch_id = "
                  "v.branch_id AND g.id = v.gift WHERE v.branch_id IN ({}) AND v.replaced_by = 0 "
                  "AND g.receipt_state = 'voided' AND g.state IN ('recorded', 'partly_refunded') "
                  "AND NOT EXISTS (SELECT 1 FROM giving_voided_receipt w WHERE w.branch_id = "
                  "v.branch_id AND w.gift = v.gift AND w.id > v.id)" },
    Step { .name = "issue_goods_receipt",
           .title = { "作废后待补开票据（捐物）", "Receipts of goods to issue anew" },
           .alarm = Alarm::receipt,
           .record = "giving.goods_gift",
           .capability = "giving.void_receipt",
           .read = read_rows,
           .sql
           = "SELECT g.branch_id, g.id, coalesce(g.purpose, 0), v.created_at, g.value, '' FROM "
             "giving_voided_receipt v JOIN giving_goods_gift g ON g.branch_id = v.branch_id "
             "AND g.id = v.goods_gift WHERE v.branch_id IN ({}) AND v.replaced_by = 0 AND "
             "g.receipt_state = 'voided' AND g.state IN ('accepted', 'delivered') AND NOT "
             "EXISTS (SELECT 1 FROM giving_voided_receipt w WHERE w.branch_id = v.branch_id "
             "AND w.goods_gift = v.goods_gift AND w.id > v.id)" },
    Step { .name = "settle_channel",
           .title = { "平台待结算", "On platforms, not paid out" },
           .alarm = Alarm::settle,
           .record = "giving.gift",
           .capability = "spending.settle_channel",
           .read = read_platforms },
    Step { .name = "spend",
           .title = { "资金未使用", "Unspent in the funds" },
           .alarm = Alarm::spend,
           .record = "giving.gift",
           .capability = "spending.request_payment",
           .read = read_unspent },
    Step { .name = "approve_payment",
           .title = { "用款待审批", "Payments to approve" },
           .alarm = Alarm::approve,
           .record = "spending.payment",
           .state = "requested",
           .capability = "spending.approve_payment",
           .read = read_rows,
           .sql = "SELECT branch_id, id, coalesce(purpose, 0), created_at, amount, title FROM "
                  "spending_payment WHERE branch_id IN ({}) AND state = 'requested'" },
    Step { .name = "pay",
           .title = { "已批准待支付", "Approved, to be paid" },
           .alarm = Alarm::pay,
           .record = "spending.payment",
           .state = "approved",
           .capability = "spending.pay",
           .read = read_rows,
           .sql = "SELECT branch_id, id, coalesce(purpose, 0), updated_at, amount, title FROM "
                  "spending_payment WHERE branch_id IN ({}) AND state = 'approved'" },
    Step { .name = "prove_payment",
           .title = { "已支付待凭证", "Paid, to be proved" },
           .alarm = Alarm::prove,
           .record = "spending.payment",
           .state = "paid",
           .capability = "spending.pay",
           .read = read_day_rows,
           .sql = "SELECT branch_id, id, coalesce(purpose, 0), paid_on, amount, title FROM "
                  "spending_payment WHERE branch_id IN ({}) AND state = 'paid'" },
    Step { .name = "send_allocation",
           .title = { "拨款待审批", "Allocations to approve" },
           .alarm = Alarm::approve,
           .record = "spending.allocation",
           .state = "requested",
           .capability = "spending.approve_payment",
           .read = read_rows,
           .sql = "SELECT branch_id, id, coalesce(purpose, 0), created_at, amount, title FROM "
                  "spending_allocation WHERE branch_id IN ({}) AND state = 'requested'" },
    Step { .name = "await_confirmation",
           .title = { "已拨出待对方确认", "Sent, not confirmed yet" },
           .alarm = Alarm::confirm,
           .record = "spending.allocation",
           .state = "sent",
           .capability = {},
           .read = read_day_rows,
           .sql = "SELECT branch_id, id, coalesce(purpose, 0), sent_on, amount, title FROM "
                  "spending_allocation WHERE branch_id IN ({}) AND state = 'sent'" },
    Step { .name = "confirm_allocation",
           .title = { "下拨到本机构待确认", "Sent here, to be confirmed" },
           .alarm = Alarm::confirm,
           .record = "spending.allocation",
           .state = {},
           .capability = "spending.confirm_allocation",
           .read = read_day_rows,
           .sql = "SELECT to_branch, id, coalesce(purpose, 0), sent_on, amount, title FROM "
                  "spending_allocation s WHERE to_branch IN ({}) AND state = 'sent' AND NOT "
                  "EXISTS (SELECT 1 FROM spending_arrival a WHERE a.branch_id = s.to_branch AND "
                  "a.allocation = s.id)" },
};

bool is_asked(const WaitingQuestion& question, const WaitingEntry& entry) {
    return !question.fund || *question.fund == entry.fund;
}

/// Days beyond the alarm, the most first; then the older, then by id.
bool goes_before(const WaitingEntry& left, const WaitingEntry& right, Day today) {
    const auto beyond
        = [&](const WaitingEntry& entry) { return entry.age(today) - entry.alarm_days; };
    return std::tuple { -beyond(left), left.since, left.branch, left.id }
    < std::tuple { -beyond(right), right.since, right.branch, right.id };
}

/// Keeps the first waiting_rows_max of all that are given, in bounded memory.
class Foremost {
public:
    explicit Foremost(Day today)
        : today_(today) { }

    void add(WaitingEntry entry) {
        const auto before = [this](const auto& left, const auto& right) {
            return goes_before(left, right, today_);
        };
        if (kept_.size() == waiting_rows_max) {
            if (!before(entry, kept_.front())) {
                return;
            }
            std::ranges::pop_heap(kept_, before);
            kept_.pop_back();
        }
        kept_.push_back(std::move(entry));
        std::ranges::push_heap(kept_, before);
    }

    std::vector<WaitingEntry> take() {
        std::ranges::sort(kept_, [this](const auto& left, const auto& right) {
            return goes_before(left, right, today_);
        });
        return std::move(kept_);
    }

private:
    Day today_;
    std::vector<WaitingEntry> kept_; ///< a heap with the last of them in front
};

} // namespace

std::span<const Step> steps() {
    return all_steps;
}

const Step* find_step(std::string_view name) {
    const auto* const found = std::ranges::find(all_steps, name, &Step::name);
    return found == all_steps.end() ? nullptr : found;
}

void WaitingSum::add(const WaitingEntry& entry, Day today) {
    count += entry.count;
    amount += entry.amount;
    if (entry.is_late(today)) {
        late += entry.count;
        late_amount += entry.amount;
    }
    if (const auto age = entry.age(today); !oldest || age > oldest_age) {
        oldest = entry.since;
        oldest_age = age;
    }
}

Result<WaitingSum> sum_waiting(const WaitingQuestion& question, const Step& step) {
    WaitingSum sum;
    TRY(step.read(question, step, [&](const WaitingEntry& entry) -> Result<void> {
        if (is_asked(question, entry)) {
            sum.add(entry, question.today);
        }
        return {};
    }));
    return sum;
}

Result<OpenedStep> open_waiting(const WaitingQuestion& question, const Step& step) {
    OpenedStep opened;
    Foremost foremost { question.today };
    TRY(step.read(question, step, [&](WaitingEntry entry) -> Result<void> {
        if (!is_asked(question, entry)) {
            return {};
        }
        opened.sum.add(entry, question.today);
        auto& fund = opened.funds[{ entry.branch, entry.fund }];
        fund.alarm_days = entry.alarm_days;
        fund.sum.add(entry, question.today);
        foremost.add(std::move(entry));
        return {};
    }));
    opened.entries = foremost.take();
    return opened;
}

} // namespace boai::spending
