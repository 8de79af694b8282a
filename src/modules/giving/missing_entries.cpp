#include "modules/giving/missing_entries.hpp"

#include "modules/giving/gift_entries.hpp"
#include "modules/giving/refund.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"
#include "record/sealing.hpp"

#include <array>
#include <limits>
#include <vector>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using storage::Param;

constexpr std::int64_t chunk = 500;

/// The records without an entry, by id and so in the order of booking.
Result<std::vector<Loaded>> without_entry(
    CommandContext& context, const record::RecordType& type, std::int64_t id_max, std::int64_t count
) {
    const std::array params { Param { context.branch }, Param { id_max }, Param { count } };
    const auto& table = context.engine.registry().table(type);
    return record::all_of(
        record::queries_of(context.tx),
        table,
        " WHERE t.branch_id = $1 AND t.entry IS NULL AND t.id <= $2 ORDER BY t.id LIMIT $3",
        params
    );
}

Result<std::optional<crypto::SubjectKey>>
donor_key_of(CommandContext& context, const Loaded& loaded) {
    if (loaded.erased) {
        return std::optional<crypto::SubjectKey> {};
    }
    return donor_key(context, donor_told(loaded));
}

Result<void> add_gift(CommandContext& context, const Loaded& loaded) {
    GiftEntry entry { context, loaded.head.id, loaded.as<Gift>() };
    const auto place = TRY(entry.check_gift());
    const auto key = TRY(donor_key_of(context, loaded));
    TRY(entry.post(key));
    const std::array params { Param { context.branch },
                              Param { loaded.head.id },
                              Param { static_cast<std::int64_t>(place.entry) },
                              Param { place.position } };
    TRY(context.tx.execute(
        "UPDATE giving_gift SET entry = $3, position = $4 WHERE branch_id = $1 AND id = $2", params
    ));
    return {};
}

Result<void> add_refund(CommandContext& context, const Loaded& loaded) {
    const auto& refund = loaded.as<Refund>();
    const auto& gifts = context.engine.registry().table(gift_type);
    const auto gift = TRY(gifts.load(record::queries_of(context.tx), context.branch, refund.gift));
    GiftEntry entry { context, refund.gift, gift.as<Gift>() };
    const auto place
        = TRY(entry.check_return(loaded.head.id, refund.kind, refund.amount, refund.day));
    TRY(entry.post({}));
    const std::array params { Param { context.branch },
                              Param { loaded.head.id },
                              Param { static_cast<std::int64_t>(place.entry) } };
    TRY(context.tx.execute(
        "UPDATE giving_refund SET entry = $3 WHERE branch_id = $1 AND id = $2", params
    ));
    return {};
}

/// The next gifts and what was given back of them meanwhile; whether there may be more.
Result<bool> add_some(CommandContext& context) {
    constexpr auto no_end = std::numeric_limits<std::int64_t>::max();
    const auto gifts = TRY(without_entry(context, gift_type, no_end, chunk));
    const bool more = std::ssize(gifts) == chunk;
    const auto until = more ? gifts.back().head.id.value : no_end;
    const auto refunds = TRY(without_entry(context, refund_type, until, no_end));
    auto refund = refunds.begin();
    for (const auto& gift : gifts) {
        for (; refund != refunds.end() && refund->head.id < gift.head.id; ++refund) {
            TRY(add_refund(context, *refund));
        }
        TRY(add_gift(context, gift));
    }
    for (; refund != refunds.end(); ++refund) {
        TRY(add_refund(context, *refund));
    }
    return more;
}

} // namespace

Result<void> add_missing_entries(record::Engine& engine) {
    const record::Actor program { .name = "boai", .is_system = true };
    for (const auto& branch : engine.branches()->all()) {
        bool more = true;
        while (more) {
            TRY(engine.writer().run(branch.id, [&](storage::Transaction& tx) -> Result<void> {
                CommandContext context { engine, tx, program, branch.id, engine.clock().now(), {} };
                more = TRY(add_some(context));
                return {};
            }));
        }
    }
    return {};
}

} // namespace boai::giving
