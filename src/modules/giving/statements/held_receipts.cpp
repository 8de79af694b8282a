#include "modules/giving/statements/held_receipts.hpp"

#include "modules/giving/statements/unidentified_figures.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <array>

namespace boai::giving {

Result<std::optional<record::Loaded>>
find_receipt_of_gift(record::CommandContext& context, Id gift) {
    const std::array params { storage::Param { context.branch }, storage::Param { gift } };
    return record::one_of(
        record::queries_of(context.tx),
        context.engine.registry().table(unidentified_receipt_type),
        " WHERE t.branch_id = $1 AND t.gift = $2 AND t.gift IS NOT NULL",
        params
    );
}

Result<void>
hold_again(record::CommandContext& context, const record::Loaded& loaded, ledger::Posted place) {
    auto receipt = loaded.as<UnidentifiedReceipt>();
    // It is as though it had never left: the figure takes back the day on which it did.
    const auto left_on = receipt.ended_on.value_or(receipt.day);
    receipt.state = UnidentifiedState::held;
    receipt.gift = {};
    receipt.ended_on = {};
    receipt.position = place.position;
    post_unidentified(context.tx, context.branch, left_on, receipt, 1);
    receipt.entry = static_cast<std::int64_t>(place.entry);
    TRY(context.engine.update(
        context, unidentified_receipt_type, loaded, std::move(receipt), { .action = "hold_again" }
    ));
    return {};
}

} // namespace boai::giving
