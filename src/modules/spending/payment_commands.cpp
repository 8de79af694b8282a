#include "modules/spending/payment_commands.hpp"

#include "attachments/store.hpp"
#include "base/told.hpp"
#include "modules/spending/approval_rule.hpp"
#include "modules/spending/approving.hpp"
#include "modules/spending/limits.hpp"
#include "modules/spending/offered.hpp"
#include "modules/spending/payment.hpp"
#include "modules/spending/spending_figures.hpp"
#include "modules/spending/spending_fund.hpp"
#include "modules/spending/states.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

#include <array>

namespace boai::spending {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;
using storage::Param;

struct RequestPayment {
    Id purpose;
    std::string title;
    Category category = Category::programme;
    Money amount;
    Method method = Method::bank;
    std::string payee;
    std::string note;
};

constexpr record::FieldSpec request_fields[] = {
    field<&RequestPayment::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" },
        .to = "giving.purpose",
        .help = { "不选则用非定向资金", "Leave empty to use unrestricted money" } }),
    field<&RequestPayment::title>(TextField {
        .label = { "事由", "What for" },
        .help = { "会向捐赠人公开，不写个人信息", "Shown to donors: no personal values" },
        .max_length = title_length_max,
        .required = true }),
    field<&RequestPayment::category>(PlainField { .label = { "支出类别", "Category" } }),
    field<&RequestPayment::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                                 .min = 1,
                                                 .max = amount_fen_max,
                                                 .required = true }),
    field<&RequestPayment::method>(PlainField { .label = { "支付方式", "Method" } }),
    field<&RequestPayment::payee>(TextField { .label = { "收款人", "Payee" },
                                              .max_length = 200,
                                              .privacy = Privacy::personal,
                                              .mask = hide_value }),
    field<&RequestPayment::note>(TextField { .label = { "备注", "Note" },
                                             .max_length = 500,
                                             .multiline = true,
                                             .privacy = Privacy::personal,
                                             .mask = hide_value }),
};
static_assert(record::complete<RequestPayment>(request_fields));

std::string money_account(const SpendingFund& fund, Method method) {
    return fund.money(method == Method::cash ? "1001" : "1002");
}

std::string_view expense_account(Category category) {
    switch (category) {
    case Category::programme:
        return "5101";
    case Category::management:
        return "5201";
    case Category::fundraising:
        return "5301";
    }
    return "5101";
}

/// The purpose of the gifts allows it: it is open, within its term, and management is paid from
/// unrestricted money or by a fee. Errors: conflict, invalid.
Result<void>
check_purpose(const CommandContext& context, const SpendingFund& fund, Category category) {
    if (fund.is_closed) {
        return fail_field("purpose", Text { "该用途已停用", "this purpose is closed" });
    }
    if (fund.term && *fund.term < context.today()) {
        return fail(
            Errc::conflict,
            compose_told(
                { "资金“{}”的使用期限 {} 已过", "the term of fund {} ended on {}" },
                { fund.name, to_string(*fund.term) }
            )
        );
    }
    if (!fund.id.empty() && category != Category::programme) {
        return fail_field(
            "category",
            compose_told(
                { "资金“{}”只能用于捐赠人指定的业务；管理费请按上限提取",
                  "fund {} pays only for what its donors asked; take the fee instead" },
                { fund.name }
            )
        );
    }
    return {};
}

std::string_view word(Category category) {
    return record::choice_of(category).value;
}

/// Within the year's budget, where there is one. Errors: conflict, told with what is left of it.
Result<void>
check_budget(CommandContext& context, const SpendingFund& fund, Category category, Money amount) {
    const auto year = civil(context.today()).year;
    const std::array budget_key {
        Param { context.branch }, Param { fund.id }, Param { year }, Param { word(category) }
    };
    std::optional<std::int64_t> budget;
    TRY(context.tx.query(
        "SELECT amount FROM spending_budget WHERE branch_id = $1 AND coalesce(purpose, 0) = $2 AND "
        "year = $3 AND category = $4 ORDER BY id DESC LIMIT 1",
        budget_key,
        [&](const storage::Row& row) -> Result<void> {
            budget = row.number(0);
            return {};
        }
    ));
    if (!budget) {
        return {};
    }
    const auto begin = TRY(day_of({ year, 1, 1 }));
    // A day begins eight hours earlier in UTC.
    constexpr std::int64_t day_ms = 86'400'000;
    const auto since = std::int64_t { begin.number } * day_ms - 8 * 3'600'000;
    const std::array spent_key {
        Param { context.branch }, Param { fund.id }, Param { word(category) }, Param { since }
    };
    std::int64_t spent = 0;
    TRY(context.tx.query(
        "SELECT coalesce(CAST(sum(amount - returned) AS BIGINT), 0) FROM spending_payment WHERE "
        "branch_id = $1 AND coalesce(purpose, 0) = $2 AND category = $3 AND created_at >= $4 AND "
        "state <> 'rejected'",
        spent_key,
        [&](const storage::Row& row) -> Result<void> {
            spent = row.number(0);
            return {};
        }
    ));
    if (spent + amount.fen > *budget) {
        return fail(
            Errc::conflict,
            compose_told(
                { "资金“{}”本年预算只剩 {} 元", "the budget of fund {} has only {} yuan left" },
                { fund.name, to_string(Money { *budget - spent }) }
            )
        );
    }
    return {};
}

Result<Outcome> request(CommandContext& context, const RequestPayment& input) {
    const auto fund = TRY(find_fund(context, input.purpose));
    TRY(check_purpose(context, fund, input.category));
    const auto account = money_account(fund, input.method);
    TRY(demand_free(context, fund, account, input.amount));
    TRY(check_budget(context, fund, input.category, input.amount));
    TRY(ledger::reserve(context.tx, context.branch, fund.view(), account, input.amount.fen));
    return context.engine.create(
        context,
        payment_type,
        Payment {
            .purpose = input.purpose,
            .title = input.title,
            .category = input.category,
            .amount = input.amount,
            .method = input.method,
            .payee = input.payee,
            .note = input.note,
        }
    );
}

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

Result<Outcome> reject(CommandContext& context, const OnePayment& input) {
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
        making(
            payment_type,
            record::command<RequestPayment, request>(
                "spending.request_payment",
                { "申请用款", "Request a payment" },
                "spending.request_payment",
                request_fields
            )
        ),
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
            record::command<OnePayment, reject>(
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
