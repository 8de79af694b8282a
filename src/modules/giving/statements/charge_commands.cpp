#include "base/json_text.hpp"
#include "modules/giving/statements/bank_entry.hpp"
#include "modules/giving/statements/bookable_line.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <utility>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;

struct BookCharge {
    Id line;
    ChargeKind kind = ChargeKind::bank_charge;
};

constexpr record::FieldSpec book_charge_fields[] = {
    field<&BookCharge::line>(line_asked),
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
    TRY(book.write({ .reason = MatchReason::charge,
                     .state = ItemState::matched,
                     .lines = { bookable.line },
                     .entries = { entry } }));
    Outcome outcome;
    JsonObject { outcome.json }.number("entry", entry.entry);
    return outcome;
}

/// The line is open again.
Result<Outcome> take_back_charge(CommandContext& context, const OneStatementLine& input) {
    const auto loaded = TRY(context.engine.load(context, statement_line_type, input.line));
    const auto& line = loaded.as<StatementLine>();
    MatchBook book { context, line.account };
    if (line.state != ItemState::matched) {
        return fail(Errc::conflict, Text { "这一笔没有记账", "nothing was booked from this line" });
    }
    if (line.reason == MatchReason::split) {
        return fail(
            Errc::conflict,
            Text { "这一笔是拆分核对的，请取消拆分", "this line was split: undo the split instead" }
        );
    }
    const auto group = TRY(book.load(line.match_number));
    const auto charge = std::ranges::find(group.entries, EntryKind::charge, &AccountEntry::kind);
    if (charge == group.entries.end()) {
        return fail(Errc::conflict, Text { "这一笔没有记账", "nothing was booked from this line" });
    }
    const auto back = TRY(reverse_charge(context, *charge, line.account));
    TRY(reopen(book, { { charge->entry, back } }));
    Outcome outcome;
    JsonObject { outcome.json }.number("entry", back.entry);
    return outcome;
}

constexpr std::string_view chargeable_states[] = { "open", "suggested", "carried" };
constexpr std::string_view booked_reasons[] = { "charge", "net_of_fee" };
constexpr record::Condition while_chargeable[] = { { "state", chargeable_states } };
constexpr record::Condition while_charged[] = { { "reason", booked_reasons } };

} // namespace

std::vector<record::CommandType> charge_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_statement_record<BookCharge, book_charge>(
        statement_line_type,
        "giving.book_charge",
        { "记手续费或利息", "Book a charge or interest" },
        book_charge_fields,
        while_chargeable
    ));
    commands.push_back(about_statement_record<OneStatementLine, take_back_charge>(
        statement_line_type,
        "giving.take_back_charge",
        { "冲销手续费或利息", "Reverse the charge" },
        one_statement_line_fields,
        while_charged
    ));
    commands.back().needs_reason = true;
    return commands;
}

} // namespace boai::giving
