#include "modules/giving/approval.hpp"

#include "modules/giving/limits.hpp"
#include "record/engine.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;
using storage::Param;

constexpr record::FieldSpec fields[] = {
    field<&Approval::act>(PlainField { .label = { "业务", "Command" }, .in_list = true }),
    field<&Approval::amount>(NumberField { .label = { "至多（元）", "At most (yuan)" },
                                           .min = 1,
                                           .max = amount_fen_max,
                                           .required = true,
                                           .in_list = true }),
    field<&Approval::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .in_list = true }),
    field<&Approval::note>(TextField {
        .label = { "备注", "Note" }, .max_length = 500, .multiline = true }),
    field<&Approval::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&Approval::used_for>(ReferenceField {
        .label = { "用于", "Used for" }, .to = "record", .read_only = true }),
};

constexpr record::Key keys[] = {
    { .columns = "act, amount", .where = "state = 'open'" },
};

constexpr record::RecordType declared = record::of<Approval>({
    .name = "giving.approval",
    .title = { "限额批准", "Approval" },
    .fields = fields,
    .permissions = { .read = "giving.approval.read", .created_by_command = true },
    .keys = keys,
});
static_assert(record::consistent<Approval>(declared));

std::string_view word_of(LimitedAct act) {
    return record::giving_limited_acts[static_cast<std::size_t>(act)].value;
}

std::string command_of(LimitedAct act) {
    return "giving." + std::string { word_of(act) };
}

struct Approve {
    LimitedAct act = LimitedAct::record_gift;
    Money amount;
    Id gift;
    std::string note;
};

constexpr record::FieldSpec approve_fields[] = {
    field<&Approve::act>(PlainField { .label = { "业务", "Command" } }),
    field<&Approve::amount>(NumberField { .label = { "至多（元）", "At most (yuan)" },
                                          .min = 1,
                                          .max = amount_fen_max,
                                          .required = true }),
    field<&Approve::gift>(ReferenceField { .label = { "捐款", "Gift" },
                                           .to = "giving.gift",
                                           .help = { "退款必填", "Needed for a refund" } }),
    field<&Approve::note>(TextField {
        .label = { "备注", "Note" }, .max_length = 500, .multiline = true }),
};
static_assert(record::complete<Approve>(approve_fields));

/// Whoever approves may do as much alone.
Result<void> check_approver(const CommandContext& context, const Approve& input) {
    const auto alone = context.actor.alone_up_to(command_of(input.act), context.branch);
    if (alone && *alone < input.amount) {
        return fail_field(
            "amount",
            compose(
                { "超过您自己的限额 {} 元", "is beyond your own limit of {} yuan" },
                { to_string(*alone) }
            )
        );
    }
    const bool refund = input.act == LimitedAct::refund_gift;
    if (refund == input.gift.empty()) {
        return fail_field(
            "gift",
            Text { "批准退款须指明捐款，其他业务不填", "names the gift of a refund, and only that" }
        );
    }
    return {};
}

Result<Outcome> approve(CommandContext& context, const Approve& input) {
    TRY(check_approver(context, input));
    return context.engine.create(
        context,
        approval_type,
        Approval {
            .act = input.act,
            .amount = input.amount,
            .gift = input.gift,
            .note = input.note,
        }
    );
}

struct OneApproval {
    Id approval;
};

constexpr record::FieldSpec one_approval_fields[] = {
    field<&OneApproval::approval>(ReferenceField {
        .label = { "限额批准", "Approval" }, .to = "giving.approval", .required = true }),
};
static_assert(record::complete<OneApproval>(one_approval_fields));

Result<Outcome> set_state(CommandContext& context, Id id, ApprovalState state, Id used_for) {
    const auto& table = context.engine.registry().table(approval_type);
    const auto before = TRY(table.load(record::queries_of(context.tx), context.branch, id));
    auto after = before.as<Approval>();
    if (after.state != ApprovalState::open) {
        return fail(
            Errc::conflict, Text { "这份批准已使用或已撤回", "this approval is used or withdrawn" }
        );
    }
    after.state = state;
    after.used_for = used_for;
    const auto* const action = state == ApprovalState::used ? "use" : "withdraw";
    return context.engine.update(context, table, before, &after, { .action = action });
}

Result<Outcome> withdraw(CommandContext& context, const OneApproval& input) {
    return set_state(context, input.approval, ApprovalState::withdrawn, {});
}

constexpr std::string_view open_state[] = { "open" };
constexpr record::Condition while_open[] = { { "state", open_state } };

/// Another person's open approval for this much; the smallest that is enough.
Result<Id> find_approval(CommandContext& context, const AmountAsked& asked) {
    Id found;
    const std::array params { Param { context.branch },
                              Param { word_of(asked.act) },
                              Param { asked.amount.fen },
                              Param { context.actor.user },
                              Param { asked.gift } };
    TRY(context.tx.query(
        "SELECT id FROM giving_approval WHERE branch_id = $1 AND act = $2 AND state = 'open' "
        "AND amount >= $3 AND created_by <> $4 AND coalesce(gift, 0) = $5 "
        "ORDER BY amount, id LIMIT 1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = row.id(0);
            return {};
        }
    ));
    return found;
}

}  // namespace

constinit const record::RecordType approval_type = declared;

std::vector<record::CommandType> approval_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(record::command<Approve, approve>(
        "giving.approve",
        { "批准超限额业务", "Approve beyond a limit" },
        "giving.approve",
        approve_fields
    ));
    commands.back().makes = "giving.approval";
    commands.push_back(record::command<OneApproval, withdraw>(
        "giving.withdraw_approval",
        { "撤回批准", "Withdraw an approval" },
        "giving.approve",
        one_approval_fields
    ));
    commands.back().needs_reason = true;
    commands.back().about = "giving.approval";
    commands.back().when = while_open;
    return commands;
}

Result<Allowed> allow_amount(CommandContext& context, const AmountAsked& asked) {
    const auto alone = context.actor.alone_up_to(command_of(asked.act), context.branch);
    if (!alone || asked.before + asked.amount <= *alone) {
        return Allowed {};
    }
    const auto approval = TRY(find_approval(context, asked));
    if (!approval.empty()) {
        return Allowed { approval };
    }
    const auto message = compose(
        { "超过您可单独办理的 {} 元，须由另一人先批准",
          "is beyond the {} yuan you may do alone; a second person must approve it first" },
        { to_string(*alone) }
    );
    return std::unexpected(Error { Errc::forbidden, message, { { "amount", message } } });
}

Result<void> use_up(CommandContext& context, Allowed allowed, Id done) {
    if (!allowed.approval.empty()) {
        TRY(set_state(context, allowed.approval, ApprovalState::used, done));
    }
    return {};
}

}  // namespace boai::giving
