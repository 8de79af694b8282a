#include "modules/giving/gift_trace.hpp"

#include <algorithm>

namespace boai::giving {

Result<ledger::Trace> trace_gift(ledger::Queries queries, Id branch, const Gift& gift) {
    if (!gift.entry) {
        ledger::Trace trace { .amount = gift.amount.fen, .returned = gift.refunded.fen };
        if (gift.refunded < gift.amount) {
            trace.held.push_back({ branch, gift.day, (gift.amount - gift.refunded).fen });
        }
        return trace;
    }
    const ledger::Place place { branch, gift.purpose, { gift.position, gift.amount.fen } };
    return ledger::trace_forward(queries, place);
}

std::vector<GiftStep> steps_of(const Gift& gift, Day made_on, const ledger::Trace& trace) {
    const auto amount = gift.amount.fen;
    std::vector<GiftStep> steps {
        { "received", { "收到", "Received" }, gift.day, amount },
        { "registered", { "登记", "Registered" }, made_on, amount },
    };
    if (gift.receipt_state == ReceiptState::issued) {
        steps.push_back({ "receipted", { "开票", "Receipted" }, made_on, amount });
    }
    for (const auto& step : trace.steps) {
        const bool sent = step.kind == ledger::EntryKind::allocation;
        const auto title = sent ? Text { "拨出", "Allocated" } : Text { "到账", "Confirmed" };
        steps.push_back({ sent ? "allocated" : "confirmed", title, step.day, step.amount });
    }
    for (const auto& use : trace.uses) {
        steps.push_back({ "paid", { "支付", "Paid" }, use.day, use.amount });
    }
    std::ranges::stable_sort(steps, {}, &GiftStep::day);
    return steps;
}

} // namespace boai::giving
