#include "base/json_text.hpp"
#include "ledger/commitment.hpp"
#include "ledger/post.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/statements/closing.hpp"
#include "modules/giving/statements/payer_erasure.hpp"
#include "modules/giving/statements/reconciliation_record.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "modules/giving/statements/statement_imports.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

#include <algorithm>
#include <iterator>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

struct DraftReconciliation {
    Id channel;
    Day begins;
    Day ends;
    std::string note;
};

constexpr record::FieldSpec draft_reconciliation_fields[] = {
    field<&DraftReconciliation::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&DraftReconciliation::begins>(PlainField { .label = { "本期起", "Begins" },
                                                     .required = true }),
    field<&DraftReconciliation::ends>(PlainField { .label = { "本期止", "Ends" }, .required = true }
    ),
    field<&DraftReconciliation::note>(TextField {
        .label = { "对账说明", "Note" },
        .help = { "期初对账单与账面不一致时须说明",
                  "Needed when statements and book differ at the start" },
        .max_length = 500,
        .multiline = true }),
};
static_assert(record::complete<DraftReconciliation>(draft_reconciliation_fields));

/// Writes what was added up into the record.
void take_totals(const ledger::ReconciliationTold& told, Reconciliation& record) {
    record.opening = { told.opening };
    record.received = { told.received };
    record.paid = { told.paid };
    record.closing = { told.closing };
    record.book_balance = { told.book };
    record.brought_forward = { told.brought_forward };
    record.open_lines = { told.open_lines };
    record.open_line_count = told.open_line_count;
    record.open_entries = { told.open_entries };
    record.open_entry_count = told.open_entry_count;
}

/// Every day is covered, nothing stands in the way, and the sums agree to the fen.
Result<void> demand_agreement(const Closing& closing, const Reconciliation& record) {
    if (!closing.uncovered.empty()) {
        return fail(
            Errc::conflict,
            compose(
                { "对账单没有覆盖：{}；请导入缺少的对账单",
                  "no statement covers {}; import what is missing" },
                { listed(closing.uncovered) }
            )
        );
    }
    if (!closing.in_the_way.empty()) {
        return fail(
            Errc::conflict,
            compose(
                { "还有 {} 笔没有核对或列为未达：{}",
                  "{} items are neither matched nor named as open: {}" },
                { std::to_string(closing.in_the_way.size()), listed(closing.in_the_way) }
            )
        );
    }
    if (!closing.told.adds_up()) {
        return fail(
            Errc::conflict,
            Text { "对账单各行与期初、期末余额不平，请检查对账单",
                   "the statements do not add up from opening to closing; check them" }
        );
    }
    if (closing.told.brought_forward != closing.brought_before && record.note.empty()) {
        return fail_field(
            "note",
            compose(
                { "期初对账单与账面相差 {} 元，请说明",
                  "must say why statements and book differed by {} yuan at the start" },
                { to_string(Money { closing.told.brought_forward - closing.brought_before }) }
            )
        );
    }
    return {};
}

Result<Outcome> draft_reconciliation(CommandContext& context, const DraftReconciliation& input) {
    if (input.ends < input.begins || input.ends > context.today()) {
        return fail_field(
            "ends",
            Text { "应不早于起始日期，也不晚于今天", "must not be before the start or after today" }
        );
    }
    Reconciliation record { .account = TRY(account_of_channel(context, input.channel)),
                            .begins = input.begins,
                            .ends = input.ends,
                            .note = input.note };
    const auto closing = TRY(close_account(
        record::queries_of(context.tx),
        { context.branch, record.account, record.begins, record.ends }
    ));
    TRY(demand_agreement(closing, record));
    take_totals(closing.told, record);
    const auto& table = context.engine.registry().table(reconciliation_type);
    return context.engine.create(context, table, &record);
}

struct OneReconciliation {
    Id reconciliation;
};

constexpr record::FieldSpec one_reconciliation_fields[] = {
    field<&OneReconciliation::reconciliation>(ReferenceField { .label
                                                               = { "余额调节表", "Reconciliation" },
                                                               .to = "giving.reconciliation",
                                                               .required = true }),
};
static_assert(record::complete<OneReconciliation>(one_reconciliation_fields));

Result<Loaded> load_draft(CommandContext& context, Id id) {
    auto loaded = TRY(context.engine.load(context, reconciliation_type, id));
    if (loaded.as<Reconciliation>().state != ReconciliationState::draft) {
        return fail(
            Errc::conflict, Text { "这份对账表已签署或撤回", "this one is signed or withdrawn" }
        );
    }
    return loaded;
}

/// Adds up again, because what was drafted may have changed, and enters the leaf.
Result<Outcome> sign_reconciliation(CommandContext& context, const OneReconciliation& input) {
    const auto loaded = TRY(load_draft(context, input.reconciliation));
    auto record = loaded.as<Reconciliation>();
    const auto closing = TRY(close_account(
        record::queries_of(context.tx),
        { context.branch, record.account, record.begins, record.ends }
    ));
    TRY(demand_agreement(closing, record));
    const auto drafted = record;
    take_totals(closing.told, record);
    const bool is_as_drafted = drafted.closing == record.closing
        && drafted.book_balance == record.book_balance && drafted.open_lines == record.open_lines
        && drafted.open_entries == record.open_entries;
    if (!is_as_drafted) {
        return fail(
            Errc::conflict,
            Text { "编制以后账目有变动，请撤回后重新编制",
                   "the book has changed since it was drafted; withdraw it and draft it again" }
        );
    }
    const auto tree = context.engine.branches();
    const auto public_id = ledger::public_id(context.engine.vault(), loaded.head.id);
    const ledger::Entry entry { .kind = ledger::EntryKind::reconciliation,
                                .branch = context.branch,
                                .branch_code = tree->code_of(context.branch),
                                .source = loaded.head.id,
                                .public_id = public_id,
                                .day = context.today(),
                                .lines = {},
                                .reconciliation = &closing.told };
    const auto posted = TRY(ledger::post(context.tx, entry));
    record.entry = static_cast<std::int64_t>(posted.entry);
    record.state = ReconciliationState::is_signed;
    return context.engine.update(
        context, reconciliation_type, loaded, std::move(record), { .action = "sign" }
    );
}

Result<Outcome> withdraw_reconciliation(CommandContext& context, const OneReconciliation& input) {
    const auto loaded = TRY(load_draft(context, input.reconciliation));
    auto record = loaded.as<Reconciliation>();
    record.state = ReconciliationState::withdrawn;
    return context.engine.update(
        context, reconciliation_type, loaded, std::move(record), { .action = "withdraw" }
    );
}

constexpr std::string_view unsigned_state[] = { "draft" };
constexpr record::Condition while_unsigned[] = { { "state", unsigned_state } };

} // namespace

std::vector<record::CommandType> reconciliation_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(record::command<DraftReconciliation, draft_reconciliation>(
        "giving.draft_reconciliation",
        { "编制余额调节表", "Draft a reconciliation" },
        "giving.reconcile",
        draft_reconciliation_fields
    ));
    commands.back().makes = reconciliation_type.name;
    commands.push_back(record::command<OneReconciliation, sign_reconciliation>(
        "giving.sign_reconciliation",
        { "签署余额调节表", "Sign the reconciliation" },
        "giving.sign_reconciliation",
        one_reconciliation_fields
    ));
    commands.back().four_eyes = true;
    commands.back().about = reconciliation_type.name;
    commands.back().when = while_unsigned;
    commands.push_back(record::command<OneReconciliation, withdraw_reconciliation>(
        "giving.withdraw_reconciliation",
        { "撤回对账表", "Withdraw the draft" },
        "giving.reconcile",
        one_reconciliation_fields
    ));
    commands.back().needs_reason = true;
    commands.back().about = reconciliation_type.name;
    commands.back().when = while_unsigned;
    return commands;
}

std::vector<record::CommandType> statement_commands() {
    auto commands = statement_imports()->commands();
    std::ranges::move(line_match_commands(), std::back_inserter(commands));
    std::ranges::move(split_commands(), std::back_inserter(commands));
    std::ranges::move(unidentified_commands(), std::back_inserter(commands));
    std::ranges::move(charge_commands(), std::back_inserter(commands));
    std::ranges::move(reconciliation_commands(), std::back_inserter(commands));
    commands.push_back(erase_payer_command());
    return commands;
}

} // namespace boai::giving
