#include "modules/giving/donor_erasure.hpp"

#include "modules/giving/amend_donor.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/name_consent.hpp"
#include "modules/giving/records_naming.hpp"
#include "modules/giving/statements/payer_erasure.hpp"
#include "record/engine.hpp"
#include "record/erasure.hpp"
#include "record/rows.hpp"

#include <array>
#include <span>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using storage::Param;

/// The leaf that says that a donor's values were destroyed.
Result<void> enter_erasure_of(CommandContext& context, const Loaded& loaded) {
    GiftEntry entry { context, loaded.head.id, loaded.as<Gift>() };
    TRY(entry.check_donor(ledger::EntryKind::erasure));
    return entry.post({});
}

/// Whether the donor of a gift was this person before an amendment.
Result<bool> was_donor(CommandContext& context, Id gift, Id person) {
    const auto words = R"("field":"donor_person","from":")" + to_string(person) + '"';
    bool found = false;
    const std::array params { Param { context.branch }, Param { gift }, Param { amend_action } };
    TRY(context.tx.query(
        "SELECT changes FROM record_history WHERE branch_id = $1 AND record_id = $2 AND action = "
        "$3",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = found || row.text(0).contains(words);
            return {};
        }
    ));
    return found;
}

Result<void> person_written(CommandContext& context, const record::Written& written) {
    if (written.type.find_field("state")->get(written.after).text() != "erased") {
        return {};
    }
    const auto given = TRY(gifts_of_donor(context, gift_type, written.head.id));
    for (const auto& gift : given) {
        if (gift.as<Gift>().publish_name) {
            TRY(hide_name_of(context, gift));
        }
        TRY(enter_erasure(context, gift));
    }
    const auto taken = TRY(gifts_taken_from(context, gift_type, written.head.id));
    for (const auto& gift : taken) {
        TRY(enter_erasure_of(context, gift));
    }
    const auto name = written.type.find_field("name")->get(written.before).text();
    TRY(erase_payers(context, { given, taken, name }));
    return erase_open_payers(context, name);
}

} // namespace

Result<std::vector<Loaded>>
gifts_of_donor(CommandContext& context, const record::RecordType& type, Id person) {
    return records_naming(context, type, "donor_person", person);
}

Result<std::vector<Loaded>>
gifts_taken_from(CommandContext& context, const record::RecordType& type, Id person) {
    const std::array params { Param { context.branch }, Param { person } };
    auto amended = TRY(record::all_of(
        record::queries_of(context.tx),
        context.engine.registry().table(type),
        " WHERE t.branch_id = $1 AND t.donor_entry IS NOT NULL AND coalesce(t.donor_person, 0) <> "
        "$2 ORDER BY t.id",
        params
    ));
    std::vector<Loaded> taken;
    for (auto& gift : amended) {
        if (TRY(was_donor(context, gift.head.id, person))) {
            taken.push_back(std::move(gift));
        }
    }
    return taken;
}

Result<void> enter_erasure(CommandContext& context, const Loaded& loaded) {
    if (loaded.erased || loaded.as<Gift>().donor_name.empty()) {
        return {};
    }
    return enter_erasure_of(context, loaded);
}

std::unexpected<Error> donor_is_on_file() {
    return fail(
        Errc::conflict,
        Text { "捐赠人有个人档案，请删除该档案",
               "the donor is a person on file; erase that record" }
    );
}

Result<record::Outcome> erase_typed_donor(CommandContext& context, const Loaded& loaded) {
    auto gift = loaded.as<Gift>();
    if (!gift.donor_person.empty()) {
        return donor_is_on_file();
    }
    gift.publish_name = false;
    gift.name_consent_on = {};
    auto outcome = TRY(context.engine.update(
        context, gift_type, loaded, std::move(gift), { .action = "erase_donor" }
    ));
    TRY(record::erase_subject(context.tx, context.engine.registry(), context.branch, loaded.head.id)
    );
    TRY(enter_erasure(context, loaded));
    const std::span gifts { &loaded, 1 };
    TRY(erase_payers(context, { .gifts = gifts, .name = loaded.as<Gift>().donor_name }));
    return outcome;
}

record::Watch watch_erasures() {
    return { std::string { person_record }, person_written };
}

} // namespace boai::giving
