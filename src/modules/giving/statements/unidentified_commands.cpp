#include "base/json_text.hpp"
#include "modules/giving/approval.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/statements/bank_entry.hpp"
#include "modules/giving/statements/match_book.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "modules/giving/statements/unidentified_figures.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using record::field;
using record::Loaded;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;

constexpr std::string_view held_account = "2301";

struct OneStatementLine {
    Id line;
};

constexpr record::FieldSpec one_statement_line_fields[] = {
    field<&OneStatementLine::line>(ReferenceField { .label
                                                    = { "对账单明细", "Line of a statement" },
                                                    .to = "giving.statement_line",
                                                    .required = true }),
};
static_assert(record::complete<OneStatementLine>(one_statement_line_fields));

/// A line from which an entry is to be booked, with its statement's channel.
struct BookableLine {
    Loaded loaded;
    MatchLine line;
    Id channel;

    [[nodiscard]] const StatementLine& value() const { return loaded.as<StatementLine>(); }
};

/// Errors: conflict when it is matched; suggestions for it are dropped.
Result<BookableLine> load_bookable(CommandContext& context, MatchBook& book, Loaded loaded) {
    const auto& value = loaded.as<StatementLine>();
    if (value.state == ItemState::matched || value.state == ItemState::undone) {
        return fail(
            Errc::conflict,
            Text { "这一笔已核对，或对账单已撤销", "this line is matched, or its statement undone" }
        );
    }
    if (value.state == ItemState::suggested) {
        TRY(book.dissolve(value.match_number));
    }
    const auto statement = TRY(context.engine.load(context, statement_type, value.statement));
    auto lines = TRY(book.lines({ loaded.head.id }));
    return BookableLine { std::move(loaded), lines.front(), statement.as<Statement>().channel };
}

Result<void>
match_booked(MatchBook& book, const MatchLine& line, MatchReason reason, AccountEntry entry) {
    TRY(book.write(
        { .reason = reason, .state = ItemState::matched, .lines = { line }, .entries = { entry } }
    ));
    return {};
}

Result<Outcome> hold_receipt(CommandContext& context, const OneStatementLine& input) {
    auto loaded = TRY(context.engine.load(context, statement_line_type, input.line));
    MatchBook book { context, loaded.as<StatementLine>().account };
    const auto bookable = TRY(load_bookable(context, book, std::move(loaded)));
    const auto& line = bookable.value();
    if (line.amount.fen <= 0) {
        return fail(
            Errc::conflict, Text { "只有收入可以列为待查款项", "only money that came can be held" }
        );
    }
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    UnidentifiedReceipt receipt { .line = input.line,
                                  .channel = bookable.channel,
                                  .amount = line.amount,
                                  .day = TRY(open_day(context, line.day)),
                                  .reference = line.reference,
                                  .payer = line.payer,
                                  .memo = line.memo };
    BankEntry entry { context, EntryKind::unidentified, head.id, receipt.day };
    entry.move(
        ledger::unidentified_fund(), book.account(), std::string { held_account }, line.amount.fen
    );
    const auto posted = TRY(entry.post());
    receipt.entry = static_cast<std::int64_t>(posted.entry);
    receipt.position = posted.position;
    post_unidentified(context.tx, context.branch, receipt.day, receipt, 1);
    const auto& table = context.engine.registry().table(unidentified_receipt_type);
    auto outcome = TRY(context.engine.create_as(context, head, table, &receipt));
    TRY(match_booked(book, bookable.line, MatchReason::unidentified, entry.on(book.account())));
    return outcome;
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

Result<Loaded> load_held(CommandContext& context, Id id) {
    auto loaded = TRY(context.engine.load(context, unidentified_receipt_type, id));
    if (loaded.as<UnidentifiedReceipt>().state != UnidentifiedState::held) {
        return fail(
            Errc::conflict, Text { "这笔待查款项已了结", "this receipt is not held any more" }
        );
    }
    return loaded;
}

Result<std::string>
account_of_receipt(CommandContext& context, const UnidentifiedReceipt& receipt) {
    const auto line = TRY(context.engine.load(context, statement_line_type, receipt.line));
    return line.as<StatementLine>().account;
}

Result<HeldMoney> held_money(CommandContext& context, const UnidentifiedReceipt& receipt) {
    HeldMoney held { .part = { receipt.position, receipt.amount.fen },
                     .entry = receipt.entry.value_or(0) };
    const auto account = TRY(account_of_receipt(context, receipt));
    for (auto& part : TRY(held_parts(context, account, receipt.amount.fen))) {
        held.accounts.emplace_back(std::move(part.account), part.amount);
    }
    return held;
}

/// The receipt leaves the account on `day`.
Result<void> settle_receipt(
    CommandContext& context,
    const Loaded& loaded,
    UnidentifiedState state,
    Day day,
    Id gift,
    std::string_view action
) {
    auto receipt = loaded.as<UnidentifiedReceipt>();
    receipt.state = state;
    receipt.gift = gift;
    receipt.ended_on = day;
    post_unidentified(context.tx, context.branch, day, receipt, -1);
    TRY(context.engine.update(
        context, unidentified_receipt_type, loaded, std::move(receipt), { .action = action }
    ));
    return {};
}

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
        context, loaded, UnidentifiedState::identified, booked.value.day, booked.head.id, "identify"
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

/// Takes the money of a receipt out again.
Result<AccountEntry>
take_out(CommandContext& context, const Loaded& loaded, EntryKind kind, Day day) {
    const auto& receipt = loaded.as<UnidentifiedReceipt>();
    const auto held = TRY(held_money(context, receipt));
    BankEntry entry { context, kind, loaded.head.id, day };
    entry.take_from(held.part);
    entry.correct(held.entry);
    for (const auto& [account, amount] : held.accounts) {
        entry.move(ledger::unidentified_fund(), std::string { held_account }, account, amount);
    }
    TRY(entry.post());
    return entry.on(TRY(account_of_receipt(context, receipt)));
}

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
    TRY(settle_receipt(context, loaded, UnidentifiedState::returned, input.day, {}, "return"));
    return Outcome { input.receipt, loaded.head.version + 1, "{}" };
}

struct OneReceipt {
    Id receipt;
};

constexpr record::FieldSpec one_receipt_fields[] = { field<&OneReceipt::receipt>(receipt_asked) };
static_assert(record::complete<OneReceipt>(one_receipt_fields));

/// The match that an entry is in.
Result<std::int64_t> match_of_entry(MatchBook& book, std::int64_t entry) {
    const auto* const items = TRY(book.items());
    const auto at = items->find(entry);
    return at == items->end() ? 0 : at->second.match_number;
}

/// A line is open again; the entry booked from it and the one that takes it back belong together.
Result<void> reopen(MatchBook& book, std::int64_t booked, const AccountEntry& back) {
    const auto number = TRY(match_of_entry(book, booked));
    if (number != 0) {
        TRY(book.dissolve(number));
    }
    auto entries = TRY(book.entries({ booked }));
    entries.push_back(back);
    TRY(book.write({ .reason = MatchReason::taken_back,
                     .state = ItemState::matched,
                     .lines = {},
                     .entries = std::move(entries) }));
    return {};
}

Result<Outcome> take_receipt_back(CommandContext& context, const OneReceipt& input) {
    const auto loaded = TRY(load_held(context, input.receipt));
    const auto& receipt = loaded.as<UnidentifiedReceipt>();
    MatchBook book { context, TRY(account_of_receipt(context, receipt)) };
    const auto day = TRY(open_day(context, receipt.day));
    const auto back = TRY(take_out(context, loaded, EntryKind::reversal, day));
    if (back.amount != -receipt.amount.fen) {
        return fail(
            Errc::conflict,
            Text { "款项已由平台结算到银行，不能冲销，请退回或认领",
                   "the platform has paid it out to the bank: return or identify it instead" }
        );
    }
    TRY(reopen(book, receipt.entry.value_or(0), back));
    TRY(settle_receipt(context, loaded, UnidentifiedState::withdrawn, day, {}, "withdraw"));
    return Outcome { input.receipt, loaded.head.version + 1, "{}" };
}

struct BookCharge {
    Id line;
    ChargeKind kind = ChargeKind::bank_charge;
};

constexpr record::FieldSpec book_charge_fields[] = {
    field<&BookCharge::line>(ReferenceField { .label = { "对账单明细", "Line of a statement" },
                                              .to = "giving.statement_line",
                                              .required = true }),
    field<&BookCharge::kind>(PlainField { .label = { "类型", "Kind" } }),
};
static_assert(record::complete<BookCharge>(book_charge_fields));

Result<Outcome> book_charge(CommandContext& context, const BookCharge& input) {
    auto loaded = TRY(context.engine.load(context, statement_line_type, input.line));
    MatchBook book { context, loaded.as<StatementLine>().account };
    const auto bookable = TRY(load_bookable(context, book, std::move(loaded)));
    const auto& line = bookable.value();
    const bool is_interest = input.kind == ChargeKind::interest;
    if (is_interest != (line.amount.fen > 0)) {
        return fail_field(
            "kind",
            Text { "收入只能记为利息，支出只能记为手续费",
                   "money that came is interest, money that went out a charge" }
        );
    }
    const Money amount { is_interest ? line.amount.fen : -line.amount.fen };
    const auto entry
        = TRY(book_charge_of(context, input.kind, book.account(), input.line, line.day, amount));
    TRY(match_booked(book, bookable.line, MatchReason::charge, entry));
    Outcome outcome;
    JsonObject { outcome.json }.number("entry", entry.entry);
    return outcome;
}

/// The lines of a charge, the other way round.
Result<AccountEntry>
reverse_charge(CommandContext& context, const AccountEntry& charge, std::string_view account) {
    const auto day = TRY(open_day(context, charge.day));
    BankEntry entry { context, EntryKind::reversal, charge.source, day };
    entry.correct(charge.entry);
    const std::array params { storage::Param { context.branch }, storage::Param { charge.entry } };
    TRY(context.tx.query(
        "SELECT debit, credit, CAST(sum(amount) AS BIGINT) FROM ledger_movement WHERE branch_id = "
        "$1 AND entry = $2 GROUP BY debit, credit",
        params,
        [&](const storage::Row& row) -> Result<void> {
            entry.move(
                ledger::unrestricted_fund(),
                std::string { row.text(1) },
                std::string { row.text(0) },
                row.number(2)
            );
            return {};
        }
    ));
    TRY(entry.post());
    return entry.on(account);
}

/// The line is open again.
Result<Outcome> take_back_charge(CommandContext& context, const OneStatementLine& input) {
    const auto loaded = TRY(context.engine.load(context, statement_line_type, input.line));
    const auto& line = loaded.as<StatementLine>();
    MatchBook book { context, line.account };
    if (line.state != ItemState::matched) {
        return fail(Errc::conflict, Text { "这一笔没有记账", "nothing was booked from this line" });
    }
    const auto group = TRY(book.load(line.match_number));
    const auto charge = std::ranges::find(group.entries, EntryKind::charge, &AccountEntry::kind);
    if (charge == group.entries.end()) {
        return fail(Errc::conflict, Text { "这一笔没有记账", "nothing was booked from this line" });
    }
    const auto back = TRY(reverse_charge(context, *charge, line.account));
    TRY(reopen(book, charge->entry, back));
    Outcome outcome;
    JsonObject { outcome.json }.number("entry", back.entry);
    return outcome;
}

constexpr std::string_view held_state[] = { "held" };
constexpr std::string_view unexplained_states[] = { "open", "suggested", "carried" };
constexpr std::string_view booked_reasons[] = { "charge", "net_of_fee" };
constexpr record::Condition while_held[] = { { "state", held_state } };
constexpr record::Condition while_unexplained[] = { { "state", unexplained_states } };
constexpr record::Condition while_charged[] = { { "reason", booked_reasons } };

template <class T, auto Handler>
record::CommandType about_record(
    const record::RecordType& about,
    std::string_view name,
    Text title,
    std::span<const record::FieldSpec> fields,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, "giving.reconcile", fields);
    type.about = about.name;
    type.when = when;
    return type;
}

} // namespace

std::vector<record::CommandType> unidentified_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_record<OneStatementLine, hold_receipt>(
        statement_line_type,
        "giving.hold_receipt",
        { "列为待查款项", "Hold as unidentified" },
        one_statement_line_fields,
        while_unexplained
    ));
    commands.push_back(about_record<BookCharge, book_charge>(
        statement_line_type,
        "giving.book_charge",
        { "记手续费或利息", "Book a charge or interest" },
        book_charge_fields,
        while_unexplained
    ));
    commands.push_back(about_record<OneStatementLine, take_back_charge>(
        statement_line_type,
        "giving.take_back_charge",
        { "冲销手续费或利息", "Reverse the charge" },
        one_statement_line_fields,
        while_charged
    ));
    commands.back().needs_reason = true;
    commands.push_back(about_record<IdentifyReceipt, identify_receipt>(
        unidentified_receipt_type,
        "giving.identify_receipt",
        { "认领为捐款", "Identify as a gift" },
        identify_fields,
        while_held
    ));
    commands.back().capability = "giving.record_gift";
    commands.back().has_limit = true;
    commands.push_back(about_record<ReturnReceipt, return_receipt>(
        unidentified_receipt_type,
        "giving.return_receipt",
        { "退回汇款人", "Return to the sender" },
        return_fields,
        while_held
    ));
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    commands.push_back(about_record<OneReceipt, take_receipt_back>(
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
