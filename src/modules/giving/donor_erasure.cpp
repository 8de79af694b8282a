#include "modules/giving/donor_erasure.hpp"

#include "modules/giving/gift.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/engine.hpp"

#include <array>
#include <vector>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using storage::Param;

// The people module is met by the names of its records, as references do.
constexpr std::string_view person_record = "people.person";

Result<std::vector<Loaded>> gifts_of(CommandContext& context, Id person) {
    const auto& table = context.engine.registry().table(gift_type);
    const std::array params { Param { context.branch }, Param { person } };
    std::vector<Loaded> gifts;
    TRY(table.select(
        record::queries_of(context.tx),
        " WHERE t.branch_id = $1 AND t.donor_person = $2 AND t.donor_person IS NOT NULL "
        "ORDER BY t.id",
        params,
        [&](Loaded loaded) -> Result<void> {
            gifts.push_back(std::move(loaded));
            return {};
        }
    ));
    return gifts;
}

Result<void> person_written(CommandContext& context, const record::Written& written) {
    if (written.type.find_field("state")->get(written.after).text() != "erased") {
        return {};
    }
    for (const auto& gift : TRY(gifts_of(context, written.head.id))) {
        if (gift.as<Gift>().publish_name) {
            TRY(hide_name_of(context, gift));
        }
        TRY(enter_erasure(context, gift));
    }
    return {};
}

} // namespace

Result<void> enter_erasure(CommandContext& context, const Loaded& loaded) {
    const auto& gift = loaded.as<Gift>();
    if (loaded.erased || gift.donor_name.empty()) {
        return {};
    }
    GiftEntry entry { context, loaded.head.id, gift };
    TRY(entry.check_donor(ledger::EntryKind::erasure));
    return entry.post({});
}

record::Watch watch_erasures() {
    return { std::string { person_record }, person_written };
}

} // namespace boai::giving
