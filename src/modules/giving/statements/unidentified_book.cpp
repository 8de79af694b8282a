#include "modules/giving/statements/unidentified_book.hpp"

#include "modules/giving/statements/unidentified_figures.hpp"
#include "record/engine.hpp"

#include <utility>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using record::Loaded;

constexpr std::string_view held_account = "2301";

} // namespace

Result<HeldReceipt> hold_amount(
    CommandContext& context, const BookableLine& from, std::string_view account, Money amount
) {
    const auto& line = from.value();
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    UnidentifiedReceipt receipt { .line = from.line.id,
                                  .channel = from.channel,
                                  .amount = amount,
                                  .day = TRY(open_day(context, line.day)),
                                  .reference = line.reference,
                                  .payer = line.payer,
                                  .memo = line.memo };
    BankEntry entry { context, EntryKind::unidentified, head.id, receipt.day };
    entry.move(
        ledger::unidentified_fund(),
        std::string { account },
        std::string { held_account },
        amount.fen
    );
    const auto posted = TRY(entry.post());
    receipt.entry = static_cast<std::int64_t>(posted.entry);
    receipt.position = posted.position;
    post_unidentified(context.tx, context.branch, receipt.day, receipt, 1);
    const auto& table = context.engine.registry().table(unidentified_receipt_type);
    auto outcome = TRY(context.engine.create_as(context, head, table, &receipt));
    return HeldReceipt { std::move(outcome), entry.on(account) };
}

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

Result<void> settle_receipt(CommandContext& context, const Loaded& loaded, const Settled& settled) {
    auto receipt = loaded.as<UnidentifiedReceipt>();
    receipt.state = settled.state;
    receipt.gift = settled.gift;
    receipt.ended_on = settled.day;
    post_unidentified(context.tx, context.branch, settled.day, receipt, -1);
    TRY(context.engine.update(
        context, unidentified_receipt_type, loaded, std::move(receipt), { .action = settled.action }
    ));
    return {};
}

Result<AccountEntry> withdraw_receipt(CommandContext& context, const Loaded& loaded) {
    const auto& receipt = loaded.as<UnidentifiedReceipt>();
    const auto day = TRY(open_day(context, receipt.day));
    const auto back = TRY(take_out(context, loaded, EntryKind::reversal, day));
    if (back.amount != -receipt.amount.fen) {
        return fail(
            Errc::conflict,
            Text { "款项已由平台结算到银行，不能冲销，请退回或认领",
                   "the platform has paid it out to the bank: return or identify it instead" }
        );
    }
    TRY(settle_receipt(
        context, loaded, { .state = UnidentifiedState::withdrawn, .day = day, .action = "withdraw" }
    ));
    return back;
}

} // namespace boai::giving
