#include "modules/spending/payment_request.hpp"

#include "base/told.hpp"
#include "modules/spending/approval_rule.hpp"
#include "modules/spending/limits.hpp"
#include "modules/spending/offered.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

#include <array>

namespace boai::spending {
namespace {

using record::CommandContext;
using record::field;
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

constexpr record::FieldSpec payment_request_fields[] = {
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
static_assert(record::complete<RequestPayment>(payment_request_fields));

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
    const auto since = std::int64_t { begin.number } * day_ms - std::int64_t { 8 } * 3'600'000;
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

Result<Outcome> request_payment(CommandContext& context, const RequestPayment& input) {
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

} // namespace

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

record::CommandType request_payment_command() {
    return making(
        payment_type,
        record::command<RequestPayment, request_payment>(
            "spending.request_payment",
            { "申请用款", "Request a payment" },
            "spending.request_payment",
            payment_request_fields
        )
    );
}

} // namespace boai::spending
