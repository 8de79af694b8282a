#include "modules/spending/payment_commands.hpp"

#include "attachments/store.hpp"
#include "modules/spending/approving.hpp"
#include "modules/spending/limits.hpp"
#include "modules/spending/offered.hpp"
#include "modules/spending/payment.hpp"
#include "modules/spending/payment_request.hpp"
#include "modules/spending/spending_figures.hpp"
#include "modules/spending/spending_fund.hpp"
#include "modules/spending/states.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

namespace boai::spending {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

struct OnePayment {
    Id payment;
};

constexpr record::FieldSpec one_fields[] = {
    field<&OnePayment::payment>(ReferenceField {
        .label = { "用款", "Payment" }, .to = "spending.payment", .required = true }),
};
static_assert(record::complete<OnePayment>(one_fields));

/// Errors: conflict unless it is in one of these states.
Result<void> demand_state(const Payment& payment, std::initializer_list<PaymentState> wanted) {
    return demand_state(Text { "用款", "payment" }, payment.state, wanted);
}

Result<Outcome>
save(CommandContext& context, const Loaded& before, Payment after, std::string_view action) {
    return context.engine.update(
        context, payment_type, before, std::move(after), { .action = action }
    );
}

Result<void> release(CommandContext& context, const Payment& payment) {
    const auto fund = TRY(find_fund(context, payment.purpose));
    return ledger::reserve(
        context.tx,
        context.branch,
        fund.view(),
        money_account(fund, payment.method),
        -payment.amount.fen
    );
}

Result<Outcome> approve(CommandContext& context, const OnePayment& input) {
    const auto loaded = TRY(context.engine.load(context, payment_type, input.payment));
    auto payment = loaded.as<Payment>();
    TRY(demand_state(payment, { PaymentState::requested }));
    const auto verdict = TRY(weigh_approval(context, payment.amount, payment.first_approver));
    if (verdict == Verdict::half) {
        payment.first_approver = context.actor.user;
        return save(context, loaded, std::move(payment), "approve");
    }
    payment.state = PaymentState::approved;
    return save(context, loaded, std::move(payment), "approve");
}

Result<Outcome> reject_payment(CommandContext& context, const OnePayment& input) {
    const auto loaded = TRY(context.engine.load(context, payment_type, input.payment));
    auto payment = loaded.as<Payment>();
    TRY(demand_state(payment, { PaymentState::requested, PaymentState::approved }));
    TRY(release(context, payment));
    payment.state = PaymentState::rejected;
    return save(context, loaded, std::move(payment), "reject");
}

struct Pay {
    Id payment;
    Day day;
};

constexpr record::FieldSpec pay_fields[] = {
    field<&Pay::payment>(ReferenceField {
        .label = { "用款", "Payment" }, .to = "spending.payment", .required = true }),
    field<&Pay::day>(PlainField { .label = { "支付日期", "Paid on" }, .required = true }),
};
static_assert(record::complete<Pay>(pay_fields));

Result<Outcome> pay(CommandContext& context, const Pay& input) {
    TRY(check_day(context, input.day));
    const auto loaded = TRY(context.engine.load(context, payment_type, input.payment));
    auto payment = loaded.as<Payment>();
    TRY(demand_state(payment, { PaymentState::approved }));
    TRY(release(context, payment));
    const auto fund = TRY(find_fund(context, payment.purpose));
    SpendingEntry entry { context, ledger::EntryKind::payment, loaded.head.id, input.day };
    entry.move(
        fund,
        fund.against(expense_account(payment.category)),
        money_account(fund, payment.method),
        payment.amount
    );
    const auto posted = TRY(entry.check());
    payment.state = PaymentState::paid;
    payment.paid_on = input.day;
    payment.entry = static_cast<std::int64_t>(posted.entry);
    payment.position = posted.position;
    TRY(entry.post());
    TRY(ledger::name_source(context.tx, context.branch, loaded.head.id, payment.title));
    post_spending(context.tx, context.branch, input.day, payment, payment.amount);
    return save(context, loaded, std::move(payment), "pay");
}

struct ProvePayment {
    Id payment;
    std::string proof;
};

constexpr record::FieldSpec prove_fields[] = {
    field<&ProvePayment::payment>(ReferenceField {
        .label = { "用款", "Payment" }, .to = "spending.payment", .required = true }),
    field<&ProvePayment::proof>(TextField {
        .label = { "凭证号", "Proof of payment" }, .max_length = 100, .required = true }),
};
static_assert(record::complete<ProvePayment>(prove_fields));

Result<Outcome> prove(CommandContext& context, const ProvePayment& input) {
    const auto loaded = TRY(context.engine.load(context, payment_type, input.payment));
    auto payment = loaded.as<Payment>();
    TRY(demand_state(payment, { PaymentState::paid }));
    const auto files
        = TRY(attachments::count_kept(context, input.payment, attachments::PaperKind::proof));
    if (files == 0) {
        return fail(
            Errc::conflict,
            Text { "请先上传付款凭证文件（如银行回单）",
                   "attach the proof of payment first, such as the bank's slip" }
        );
    }
    payment.state = PaymentState::proved;
    payment.proof = input.proof;
    return save(context, loaded, std::move(payment), "prove");
}

struct ReturnPayment {
    Id payment;
    Money amount;
    Day day;
};

constexpr record::FieldSpec return_fields[] = {
    field<&ReturnPayment::payment>(ReferenceField {
        .label = { "用款", "Payment" }, .to = "spending.payment", .required = true }),
    field<&ReturnPayment::amount>(NumberField { .label = { "退回金额（元）", "Returned (yuan)" },
                                                .min = 1,
                                                .max = amount_fen_max,
                                                .required = true }),
    field<&ReturnPayment::day>(PlainField { .label = { "退回日期", "Day" }, .required = true }),
};
static_assert(record::complete<ReturnPayment>(return_fields));

/// Ties the end of what a payment still stands for to where it lies now.
Result<void>
tie(CommandContext& context, const Loaded& loaded, Id source, std::int64_t position, Money amount) {
    const auto& payment = loaded.as<Payment>();
    const ledger::Link out { .branch = context.branch,
                             .source = loaded.head.id,
                             .flow = ledger::Flow::out,
                             .offset = (payment.amount - payment.returned - amount).fen,
                             .length = amount.fen,
                             .to_branch = context.branch,
                             .to_fund = payment.purpose,
                             .to_position = position };
    TRY(ledger::link(context.tx, out));
    auto back = out;
    back.source = source;
    back.flow = ledger::Flow::in;
    back.to_position = payment.position;
    return ledger::link(context.tx, back);
}

Result<Outcome> return_payment(CommandContext& context, const ReturnPayment& input) {
    TRY(check_day(context, input.day));
    const auto loaded = TRY(context.engine.load(context, payment_type, input.payment));
    auto payment = loaded.as<Payment>();
    TRY(demand_state(payment, { PaymentState::paid, PaymentState::proved }));
    if (input.amount > payment.amount - payment.returned) {
        return fail(
            Errc::conflict,
            compose(
                { "这笔用款未退回的只有 {} 元", "only {} yuan of this payment stand" },
                { to_string(payment.amount - payment.returned) }
            )
        );
    }
    const auto fund = TRY(find_fund(context, payment.purpose));
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    SpendingEntry entry { context, ledger::EntryKind::payment_return, head.id, input.day };
    entry.move(
        fund,
        money_account(fund, payment.method),
        fund.against(expense_account(payment.category)),
        input.amount
    );
    entry.correct(payment.entry.value_or(0));
    const auto posted = TRY(entry.check());
    PaymentReturn made { .payment = input.payment,
                         .amount = input.amount,
                         .day = input.day,
                         .reason = std::string { context.reason },
                         .entry = static_cast<std::int64_t>(posted.entry) };
    const auto& table = context.engine.registry().table(payment_return_type);
    TRY(context.engine.create_as(context, head, table, &made));
    TRY(entry.post());
    TRY(tie(context, loaded, head.id, posted.position, input.amount));
    post_spending(context.tx, context.branch, input.day, payment, -input.amount);
    payment.returned = payment.returned + input.amount;
    if (payment.returned == payment.amount) {
        payment.state = PaymentState::returned;
    }
    return save(context, loaded, std::move(payment), "return");
}

constexpr std::string_view requested[] = { "requested" };
constexpr std::string_view approved[] = { "approved" };
constexpr std::string_view not_paid[] = { "requested", "approved" };
constexpr std::string_view paid[] = { "paid" };
constexpr std::string_view money_is_out[] = { "paid", "proved" };
constexpr record::Condition while_requested[] = { { "state", requested } };
constexpr record::Condition while_approved[] = { { "state", approved } };
constexpr record::Condition while_not_paid[] = { { "state", not_paid } };
constexpr record::Condition while_paid[] = { { "state", paid } };
constexpr record::Condition while_money_is_out[] = { { "state", money_is_out } };

} // namespace

std::vector<record::CommandType> payment_commands() {
    return {
        request_payment_command(),
        limited(by_another(on_pages_of(
            payment_type,
            while_requested,
            record::command<OnePayment, approve>(
                "spending.approve_payment",
                { "批准用款", "Approve a payment" },
                "spending.approve_payment",
                one_fields
            )
        ))),
        on_pages_of(
            payment_type,
            while_not_paid,
            record::command<OnePayment, reject_payment>(
                "spending.reject_payment",
                { "驳回用款", "Reject a payment" },
                "spending.approve_payment",
                one_fields
            ),
            Reason::asked
        ),
        on_pages_of(
            payment_type,
            while_approved,
            record::command<Pay, pay>("spending.pay", { "支付", "Pay" }, "spending.pay", pay_fields)
        ),
        on_pages_of(
            payment_type,
            while_paid,
            record::command<ProvePayment, prove>(
                "spending.prove_payment",
                { "登记付款凭证", "Enter the proof of payment" },
                "spending.pay",
                prove_fields
            )
        ),
        on_pages_of(
            payment_type,
            while_money_is_out,
            record::command<ReturnPayment, return_payment>(
                "spending.return_payment",
                { "登记付款退回", "Enter a returned payment" },
                "spending.pay",
                return_fields
            ),
            Reason::asked
        ),
    };
}

} // namespace boai::spending
