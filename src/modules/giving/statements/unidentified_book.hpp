/// \file
/// Unidentified receipts in the ledger: held from a line or from a part of it, and taken out again.
#pragma once

#include "modules/giving/gift_book.hpp"
#include "modules/giving/statements/bank_entry.hpp"
#include "modules/giving/statements/bookable_line.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"

#include <string_view>

namespace boai::giving {

/// A receipt that is held now, and what its entry does to the line's account.
struct HeldReceipt {
    record::Outcome outcome;
    AccountEntry entry;
};

/// Holds `amount`, above zero and at most the line's, as unidentified. The line is not marked.
/// Errors: as ledger::post.
Result<HeldReceipt> hold_amount(
    record::CommandContext& context,
    const BookableLine& line,
    std::string_view account,
    Money amount
);

/// A receipt that is still held. Errors: not_found; conflict when it is settled.
Result<record::Loaded> load_held(record::CommandContext& context, Id receipt);

/// Where the money of a receipt lies now. Errors: conflict when less is there.
Result<HeldMoney> held_money(record::CommandContext& context, const UnidentifiedReceipt& receipt);

/// The account of the line it was held from.
Result<std::string>
account_of_receipt(record::CommandContext& context, const UnidentifiedReceipt& receipt);

/// Takes the money of a receipt out again. Errors: as held_money.
Result<AccountEntry> take_out(
    record::CommandContext& context, const record::Loaded& receipt, ledger::EntryKind kind, Day day
);

/// What becomes of a receipt that leaves its account.
struct Settled {
    UnidentifiedState state = UnidentifiedState::identified;
    Day day;
    Id gift {}; ///< that it became
    std::string_view action;
};

/// Writes it and posts the figures.
Result<void> settle_receipt(
    record::CommandContext& context, const record::Loaded& receipt, const Settled& settled
);

/// Reverses a receipt that was held by mistake. Its match still has to be opened.
/// Errors: conflict when a platform has paid the money out to the bank already.
Result<AccountEntry>
withdraw_receipt(record::CommandContext& context, const record::Loaded& receipt);

} // namespace boai::giving
