#include "modules/spending/allocation_commands.hpp"

#include "modules/spending/allocation.hpp"
#include "modules/spending/allocation_answers.hpp"
#include "modules/spending/allocation_steps.hpp"
#include "modules/spending/approving.hpp"
#include "modules/spending/limits.hpp"
#include "modules/spending/offered.hpp"
#include "modules/spending/spending_fund.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

#include <algorithm>
#include <iterator>

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

struct RequestAllocation {
    std::string to;
    Id purpose;
    std::string title;
    Money amount;
};

constexpr record::FieldSpec allocation_request_fields[] = {
    field<&RequestAllocation::to>(TextField {
        .label = { "接收机构代码", "Receiving branch's code" }, .max_length = 20, .required = true }
    ),
    field<&RequestAllocation::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" },
        .to = "giving.purpose",
        .help = { "不选则用非定向资金", "Leave empty to use unrestricted money" } }),
    field<&RequestAllocation::title>(TextField {
        .label = { "事由", "What for" },
        .help = { "会向捐赠人公开，不写个人信息", "Shown to donors: no personal values" },
        .max_length = title_length_max,
        .required = true }),
    field<&RequestAllocation::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                                    .min = 1,
                                                    .max = amount_fen_max,
                                                    .required = true }),
};
static_assert(record::complete<RequestAllocation>(allocation_request_fields));

Result<Outcome> request_allocation(CommandContext& context, const RequestAllocation& input) {
    const auto tree = context.engine.branches();
    const auto* to = TRY(tree->resolve(input.to));
    if (to->id == context.branch || to->closed) {
        return fail_field(
            "to", Text { "不能拨给自己或已撤销的机构", "is this branch itself, or closed" }
        );
    }
    const auto fund = TRY(find_fund(context, input.purpose));
    if (fund.is_closed) {
        return fail_field("purpose", Text { "该用途已停用", "this purpose is closed" });
    }
    const auto account = fund.money("1002");
    TRY(demand_free(context, fund, account, input.amount));
    TRY(ledger::reserve(context.tx, context.branch, fund.view(), account, input.amount.fen));
    return context.engine.create(
        context,
        allocation_type,
        Allocation {
            .purpose = input.purpose,
            .fund_code = fund.code,
            .is_agency = fund.is_agency,
            .to_branch = to->id,
            .title = input.title,
            .amount = input.amount,
        }
    );
}

struct SendAllocation {
    Id allocation;
    std::optional<Day> day; ///< the bank's; today when left out
};

constexpr record::FieldSpec send_fields[] = {
    field<&SendAllocation::allocation>(ReferenceField {
        .label = { "拨款", "Allocation" }, .to = "spending.allocation", .required = true }),
    field<&SendAllocation::day>(PlainField { .label = { "拨出日期", "Sent on" },
                                             .help = { "不填为今天", "Today when left empty" } }),
};
static_assert(record::complete<SendAllocation>(send_fields));

Result<void> release(CommandContext& context, const Allocation& allocation) {
    const auto fund = fund_of(allocation);
    return ledger::reserve(
        context.tx, context.branch, fund.view(), fund.money("1002"), -allocation.amount.fen
    );
}

Result<Outcome> reject_allocation(CommandContext& context, const OneAllocation& input) {
    const auto loaded = TRY(context.engine.load(context, allocation_type, input.allocation));
    auto allocation = loaded.as<Allocation>();
    TRY(demand_state(allocation, { AllocationState::requested }));
    TRY(release(context, allocation));
    allocation.state = AllocationState::rejected;
    return save(context, loaded, std::move(allocation), "reject");
}

/// A second person approves, and the money leaves.
Result<Outcome> send(CommandContext& context, const SendAllocation& input) {
    const auto day = input.day.value_or(context.today());
    TRY(check_day(context, day));
    const auto loaded = TRY(context.engine.load(context, allocation_type, input.allocation));
    auto allocation = loaded.as<Allocation>();
    TRY(demand_state(allocation, { AllocationState::requested }));
    const auto verdict = TRY(weigh_approval(context, allocation.amount, allocation.first_approver));
    if (verdict == Verdict::half) {
        allocation.first_approver = context.actor.user;
        return save(context, loaded, std::move(allocation), "send");
    }
    TRY(release(context, allocation));
    const auto fund = fund_of(allocation);
    SpendingEntry entry { context, ledger::EntryKind::allocation, loaded.head.id, day };
    entry.move(fund, in_transit(context, allocation), fund.money("1002"), allocation.amount);
    const auto posted = TRY(entry.check());
    allocation.state = AllocationState::sent;
    allocation.sent_on = day;
    allocation.entry = static_cast<std::int64_t>(posted.entry);
    allocation.position = posted.position;
    TRY(entry.post());
    TRY(ledger::name_source(context.tx, context.branch, loaded.head.id, allocation.title));
    return save(context, loaded, std::move(allocation), "send");
}

constexpr std::string_view allocation_requested[] = { "requested" };
constexpr record::Condition while_allocation_requested[] = { { "state", allocation_requested } };
} // namespace

std::vector<record::CommandType> allocation_commands() {
    std::vector<record::CommandType> commands {
        making(
            allocation_type,
            record::command<RequestAllocation, request_allocation>(
                "spending.request_allocation",
                { "申请拨款", "Request an allocation" },
                "spending.request_payment",
                allocation_request_fields
            )
        ),
        by_another(on_pages_of(
            allocation_type,
            while_allocation_requested,
            record::command<SendAllocation, send>(
                "spending.send_allocation",
                { "批准并拨出", "Approve and send" },
                "spending.approve_payment",
                send_fields
            )
        )),
        on_pages_of(
            allocation_type,
            while_allocation_requested,
            record::command<OneAllocation, reject_allocation>(
                "spending.reject_allocation",
                { "驳回拨款", "Reject an allocation" },
                "spending.approve_payment",
                one_allocation_fields
            ),
            Reason::asked
        ),
    };
    std::ranges::move(answer_commands(), std::back_inserter(commands));
    return commands;
}

} // namespace boai::spending
