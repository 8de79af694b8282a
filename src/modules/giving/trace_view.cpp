#include "modules/giving/trace_view.hpp"

#include "modules/giving/gift_trace.hpp"

#include <array>

namespace boai::giving {
namespace {

Message name_of(const record::BranchTree& tree, Id branch) {
    const auto* found = tree.find(branch);
    return found == nullptr ? Message {} : Message { found->name_zh, found->name_en };
}

/// What was given back, each time on its own day.
Result<void>
add_returned(storage::Connection& connection, const record::Loaded& gift, GiftTrace& trace) {
    const std::array params { storage::Param { gift.head.branch },
                              storage::Param { gift.head.id } };
    return connection.query(
        "SELECT day, amount FROM giving_refund WHERE branch_id = $1 AND gift = $2 ORDER BY id",
        params,
        [&](const storage::Row& row) -> Result<void> {
            trace.parts.push_back(
                { .kind = PartKind::returned, .day = row.day(0), .amount = row.money(1) }
            );
            return {};
        }
    );
}

} // namespace

Result<std::optional<GiftTrace>> trace_of(
    storage::Connection& connection,
    const record::BranchTree& tree,
    const record::Loaded& loaded,
    Day today
) {
    const auto& gift = loaded.as<Gift>();
    if (!gift.entry) {
        return std::optional<GiftTrace> {};
    }
    const auto found = TRY(trace_gift(record::queries_of(connection), loaded.head.branch, gift));
    GiftTrace trace {
        .amount = gift.amount, .day = gift.day, .today = today, .is_whole = found.is_whole
    };
    for (const auto& use : found.uses) {
        trace.parts.push_back({ .kind = use.kind == ledger::EntryKind::fee ? PartKind::fee
                                                                           : PartKind::used,
                                .title = use.title,
                                .branch = name_of(tree, use.branch),
                                .day = use.day,
                                .amount = { use.amount } });
    }
    for (const auto& held : found.held) {
        trace.parts.push_back({ .kind = held.in_transit ? PartKind::travelling : PartKind::waiting,
                                .branch = name_of(tree, held.branch),
                                .day = held.since,
                                .amount = { held.amount } });
    }
    TRY(add_returned(connection, loaded, trace));
    return std::optional { std::move(trace) };
}

} // namespace boai::giving
