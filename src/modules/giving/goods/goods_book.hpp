/// \file
/// The book of gifts in kind: taking them in, taking them out again, and their receipts.
#pragma once

#include "modules/giving/amend_donor.hpp"
#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// Errors: not_found.
Result<record::Loaded> load_goods(record::CommandContext& context, Id gift);

/// The lines of a gift that stand on its list, in the order they were entered.
Result<std::vector<record::Loaded>> lines_of(record::CommandContext& context, Id gift);

/// Writes what the lines come to on the gift: how many, how many without a value, and the value.
/// `gift` is changed. Errors: as storage.
Result<void> add_up(record::CommandContext& context, Id gift_id, GoodsGift& gift);

/// Takes counted goods: the receipt, the entry with its leaf, the figures. `gift` is the record as
/// it is to stand, its state and days set by the caller.
/// Errors: conflict: nothing was counted, a line expires too soon.
Result<record::Outcome>
take_goods(record::CommandContext& context, const record::Loaded& before, GoodsGift gift);

/// Takes a gift that was taken out of the book again, with its receipt.
/// Errors: conflict when it does not stand, or its goods are used already.
Result<record::Outcome> reverse_goods(record::CommandContext& context, const record::Loaded& gift);

/// Refuses goods that are on a list or counted. Errors: conflict when they are neither.
Result<record::Outcome> refuse_goods(record::CommandContext& context, const record::Loaded& gift);

/// Takes a gift back in whatever state: refuses it, or reverses it when it was taken.
Result<void> take_back_goods(record::CommandContext& context, const record::Loaded& gift);

/// Voids the receipt with the context's reason; issues a new one when asked.
/// Errors: conflict when it has none.
Result<record::Outcome>
void_goods_receipt(record::CommandContext& context, const record::Loaded& gift, bool reissue);

/// Errors: conflict when it has one, or the gift does not stand.
Result<record::Outcome>
issue_goods_receipt(record::CommandContext& context, const record::Loaded& gift);

/// Puts another donor on the gift; an entry commits to the name when the gift has one already.
/// Errors: as put_donor and ledger::check.
Result<record::Outcome> amend_goods_donor(
    record::CommandContext& context, const record::Loaded& gift, const AmendDonor& input
);

/// The donor takes back the consent to the name being shown. Errors: conflict when it is hidden.
Result<record::Outcome>
hide_goods_name(record::CommandContext& context, const record::Loaded& gift);

/// Says in the log that values were destroyed that a leaf about the gift's donor commits to;
/// nothing when there is no such leaf.
Result<void> enter_goods_erasure(record::CommandContext& context, const record::Loaded& gift);

} // namespace boai::giving
