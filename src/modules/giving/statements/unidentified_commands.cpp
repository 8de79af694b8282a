#include "modules/giving/approval.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "modules/giving/statements/unidentified_book.hpp"
#include "record/engine.hpp"

#include <utility>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using record::field;
using record::Loaded;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;

Result<Outcome> hold_receipt(CommandContext& context, const OneStatementLine& input) {
    auto loaded = TRY(context.engine.load(context, statement_line_type, input.line));
    MatchBook book { context, loaded.as<StatementLine>().account };
    const auto line = TRY(load_bookable(context, book, std::move(loaded)));
    if (line.line.amount.fen <= 0) {
        return fail(
            Errc::conflict, Text { "只有收入可以列为待查款项", "only money that came can be held" }
        );
    }
    auto held = TRY(hold_amount(context, line, book.account(), line.line.amount));
    TRY(book.write({ .reason = MatchReason::unidentified,
                     .state = ItemState::matched,
                     .lines = { line.line },
                     .entries = { held.entry } }));
    return std::move(held.outcome);
}

struct IdentifyReceipt {
    Id receipt;
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;
    Id donor_person;
    Id donor_organisation;
    Id campaign;
    Id purpose;
    bool receipt_waived = false;
};

constexpr ReferenceField receipt_asked { .label = { "待查收款", "Unidentified receipt" },
                                         .to = "giving.unidentified_receipt",
                                         .required = true };

constexpr record::FieldSpec identify_fields[] = {
    field<&IdentifyReceipt::receipt>(receipt_asked),
    field<&IdentifyReceipt::donor_kind>(asked::donor_kind),
    field<&IdentifyReceipt::donor_name>(asked::donor_name),
    field<&IdentifyReceipt::donor_person>(asked::donor_person),
    field<&IdentifyReceipt::donor_organisation>(asked::donor_organisation),
    field<&IdentifyReceipt::campaign>(asked::campaign),
    field<&IdentifyReceipt::purpose>(asked::purpose),
    field<&IdentifyReceipt::receipt_waived>(asked::receipt_waived),
};
static_assert(record::complete<IdentifyReceipt>(identify_fields));

Result<Outcome> identify_receipt(CommandContext& context, const IdentifyReceipt& input) {
    const auto loaded = TRY(load_held(context, input.receipt));
    const auto& receipt = loaded.as<UnidentifiedReceipt>();
    const auto allowed = TRY(allow_amount(context, { LimitedAct::record_gift, receipt.amount }));
    const auto held = TRY(held_money(context, receipt));
    const auto booked = TRY(book_gift_from(
        context,
        Gift {
            .donor_kind = input.donor_kind,
            .donor_name = input.donor_name,
            .donor_person = input.donor_person,
            .donor_organisation = input.donor_organisation,
            .amount = receipt.amount,
            .day = TRY(open_day(context, receipt.day)),
            .channel = receipt.channel,
            .campaign = input.campaign,
            .purpose = input.purpose,
            .reference = receipt.reference,
            .receipt_state = input.receipt_waived ? ReceiptState::waived : ReceiptState::issued,
        },
        held
    ));
    TRY(use_up(context, allowed, booked.head.id));
    TRY(settle_receipt(
        context,
        loaded,
        { UnidentifiedState::identified, booked.value.day, booked.head.id, "identify" }
    ));
    return describe(context, booked);
}

struct ReturnReceipt {
    Id receipt;
    Day day;
};

constexpr record::FieldSpec return_fields[] = {
    field<&ReturnReceipt::receipt>(receipt_asked),
    field<&ReturnReceipt::day>(PlainField { .label = { "退款日期", "Day" }, .required = true }),
};
static_assert(record::complete<ReturnReceipt>(return_fields));

/// The money goes back to where it came from: an entry that a line will tell of.
Result<Outcome> return_receipt(CommandContext& context, const ReturnReceipt& input) {
    const auto loaded = TRY(load_held(context, input.receipt));
    const auto& receipt = loaded.as<UnidentifiedReceipt>();
    if (input.day < receipt.day || input.day > context.today()) {
        return fail_field(
            "day", Text { "应在到账日期与今天之间", "must lie between the day it came and today" }
        );
    }
    TRY(take_out(context, loaded, EntryKind::refund, input.day));
    TRY(settle_receipt(
        context,
        loaded,
        { .state = UnidentifiedState::returned, .day = input.day, .action = "return" }
    ));
    return Outcome { input.receipt, loaded.head.version + 1, "{}" };
}

struct OneReceipt {
    Id receipt;
};

constexpr record::FieldSpec one_receipt_fields[] = { field<&OneReceipt::receipt>(receipt_asked) };
static_assert(record::complete<OneReceipt>(one_receipt_fields));

Result<Outcome> take_receipt_back(CommandContext& context, const OneReceipt& input) {
    const auto loaded = TRY(load_held(context, input.receipt));
    const auto& receipt = loaded.as<UnidentifiedReceipt>();
    const auto line = TRY(context.engine.load(context, statement_line_type, receipt.line));
    if (line.as<StatementLine>().reason == MatchReason::split) {
        return fail(
            Errc::conflict,
            Text { "这是拆分核对的一部分，请取消拆分",
                   "it is a part of a line that was split: undo the split instead" }
        );
    }
    MatchBook book { context, line.as<StatementLine>().account };
    const auto back = TRY(withdraw_receipt(context, loaded));
    TRY(reopen(book, { { receipt.entry.value_or(0), back } }));
    return Outcome { input.receipt, loaded.head.version + 1, "{}" };
}

constexpr std::string_view held_state[] = { "held" };
constexpr std::string_view unexplained_states[] = { "open", "suggested", "carried" };
constexpr record::Condition while_held[] = { { "state", held_state } };
constexpr record::Condition while_unexplained[] = { { "state", unexplained_states } };

} // namespace

std::vector<record::CommandType> unidentified_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_statement_record<OneStatementLine, hold_receipt>(
        statement_line_type,
        "giving.hold_receipt",
        { "列为待查款项", "Hold as unidentified" },
        one_statement_line_fields,
        while_unexplained
    ));
    commands.push_back(about_statement_record<IdentifyReceipt, identify_receipt>(
        unidentified_receipt_type,
        "giving.identify_receipt",
        { "认领为捐款", "Identify as a gift" },
        identify_fields,
        while_held
    ));
    commands.back().capability = "giving.record_gift";
    commands.back().has_limit = true;
    commands.push_back(about_statement_record<ReturnReceipt, return_receipt>(
        unidentified_receipt_type,
        "giving.return_receipt",
        { "退回汇款人", "Return to the sender" },
        return_fields,
        while_held
    ));
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    commands.push_back(about_statement_record<OneReceipt, take_receipt_back>(
        unidentified_receipt_type,
        "giving.withdraw_receipt",
        { "冲销待查收款", "Reverse the receipt" },
        one_receipt_fields,
        while_held
    ));
    commands.back().needs_reason = true;
    return commands;
}

} // namespace boai::giving
