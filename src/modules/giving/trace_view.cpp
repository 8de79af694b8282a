#include "modules/giving/trace_view.hpp"

#include "modules/giving/gift_trace.hpp"

namespace boai::giving {
namespace {

Message name_of(const record::BranchTree& tree, Id branch) {
    const auto* found = tree.find(branch);
    return found == nullptr ? Message {} : Message { found->name_zh, found->name_en };
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
    if (found.returned > 0) {
        trace.parts.push_back(
            { .kind = PartKind::returned, .day = today, .amount = { found.returned } }
        );
    }
    return std::optional { std::move(trace) };
}

} // namespace boai::giving
