#include "modules/giving/statements/bank_entry.hpp"

#include "ledger/commitment.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;

constexpr std::string_view bank_account = "1002";

std::string branch_code_of(const CommandContext& context) {
    return std::string { context.engine.branches()->code_of(context.branch) };
}

std::string_view account_of_charge(ChargeKind kind) {
    switch (kind) {
    case ChargeKind::platform_fee:
        return "5301";
    case ChargeKind::bank_charge:
        return "5201";
    case ChargeKind::interest:
        return "4801";
    }
    return "5201";
}

/// Says in the history of a statement's line when an entry was booked from it, or taken back: the
/// ledger knows the day alone.
Result<void> note_charge(CommandContext& context, Id line, std::string_view action) {
    const auto loaded = TRY(context.engine.load(context, statement_line_type, line));
    return context.engine.note(context, statement_line_type, loaded.head, action, "[]");
}

} // namespace

BankEntry::BankEntry(CommandContext& context, EntryKind kind, Id source, Day day)
    : context_(context)
    , branch_code_(branch_code_of(context))
    , public_id_(ledger::public_id(context.engine.vault(), source)) {
    entry_ = { .kind = kind,
               .branch = context.branch,
               .branch_code = branch_code_,
               .source = source,
               .public_id = public_id_,
               .day = day };
}

void BankEntry::move(
    const ledger::Fund& fund, std::string debit, std::string credit, std::int64_t amount
) {
    lines_.push_back({ fund, accounts_.emplace_back(std::move(debit)), amount });
    lines_.push_back({ fund, accounts_.emplace_back(std::move(credit)), -amount });
}

Result<ledger::Posted> BankEntry::post() {
    entry_.lines = lines_;
    posted_ = TRY(ledger::post(context_.tx, entry_));
    return posted_;
}

AccountEntry BankEntry::on(std::string_view account) const {
    std::int64_t amount = 0;
    for (const auto& line : lines_) {
        amount += line.account == account ? line.amount : 0;
    }
    return {
        static_cast<std::int64_t>(posted_.entry), entry_.day, entry_.kind, entry_.source, amount
    };
}

Result<std::vector<HeldPart>>
held_parts(CommandContext& context, const std::string& account, std::int64_t amount) {
    const auto fund = ledger::unidentified_fund().id;
    std::vector<HeldPart> parts;
    for (const std::string_view from : { std::string_view { account }, bank_account }) {
        const auto free = TRY(ledger::free_of(context.tx, context.branch, fund, from));
        const bool is_again = !parts.empty() && parts.front().account == from;
        const auto part = is_again ? 0 : std::min(amount, std::max<std::int64_t>(free, 0));
        if (part > 0) {
            parts.push_back({ std::string { from }, part });
            amount -= part;
        }
    }
    if (amount > 0) {
        return fail(
            Errc::conflict,
            Text { "这笔待查款项已不在账户上", "this money does not lie on the account any more" }
        );
    }
    return parts;
}

Result<Day> open_day(CommandContext& context, Day day) {
    const bool is_closed = TRY(ledger::is_closed(context.tx, context.branch, day));
    return is_closed ? context.today() : day;
}

Result<AccountEntry> book_charge_of(
    CommandContext& context,
    ChargeKind kind,
    const std::string& account,
    Id line,
    Day day,
    Money amount
) {
    const auto booked_on = TRY(open_day(context, day));
    BankEntry entry { context, EntryKind::charge, line, booked_on };
    const auto fund = ledger::unrestricted_fund();
    const std::string against { account_of_charge(kind) };
    if (kind == ChargeKind::interest) {
        entry.move(fund, account, against, amount.fen);
    } else {
        entry.move(fund, against, account, amount.fen);
    }
    TRY(entry.post());
    TRY(ledger::name_source(context.tx, context.branch, line, record::choice_of(kind).label.zh));
    TRY(note_charge(context, line, "book_charge"));
    return entry.on(account);
}

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
    TRY(note_charge(context, charge.source, "take_back_charge"));
    return entry.on(account);
}

} // namespace boai::giving
