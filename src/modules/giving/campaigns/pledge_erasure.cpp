#include "modules/giving/campaigns/pledge_erasure.hpp"

#include "attachments/attachment_commands.hpp"
#include "modules/giving/campaigns/pledge.hpp"
#include "modules/giving/donor_erasure.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/engine.hpp"
#include "record/erasure.hpp"
#include "record/rows.hpp"

#include <array>
#include <vector>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using storage::Param;

/// The records of a type that name another by `column`, which is a reference of the type.
Result<std::vector<Loaded>>
naming(CommandContext& context, const record::RecordType& type, const std::string& column, Id id) {
    const std::array params { Param { context.branch }, Param { id } };
    return record::all_of(
        record::queries_of(context.tx),
        context.engine.registry().table(type),
        " WHERE t.branch_id = $1 AND t." + column + " = $2 AND t." + column
            + " IS NOT NULL ORDER BY t.id",
        params
    );
}

/// Who consented to another purpose, and the papers, which name donor and whoever consented.
Result<void> erase_consents_and_papers(CommandContext& context, Id pledge) {
    for (const auto& consent : TRY(naming(context, pledge_consent_type, "pledge", pledge))) {
        TRY(record::erase_subject(
            context.tx, context.engine.registry(), context.branch, consent.head.id
        ));
    }
    return attachments::erase_papers(context, pledge);
}

Result<void> erase_gifts_that_paid(CommandContext& context, Id id, const Pledge& pledge) {
    for (const auto& loaded : TRY(naming(context, gift_type, "pledge", id))) {
        const auto& gift = loaded.as<Gift>();
        if (gift.donor_person.empty() && gift.donor_name == pledge.donor_name) {
            TRY(erase_typed_donor(context, loaded));
        }
    }
    return {};
}

Result<void> person_written_of_pledges(CommandContext& context, const record::Written& written) {
    if (written.type.find_field("state")->get(written.after).text() != "erased") {
        return {};
    }
    for (const auto& pledge : TRY(naming(context, pledge_type, "donor_person", written.head.id))) {
        TRY(erase_consents_and_papers(context, pledge.head.id));
    }
    return {};
}

} // namespace

Result<record::Outcome> erase_donor_of_pledge(CommandContext& context, const Loaded& loaded) {
    auto pledge = loaded.as<Pledge>();
    if (!pledge.donor_person.empty()) {
        return donor_is_on_file();
    }
    if (loaded.erased) {
        return fail(Errc::conflict, Text { "捐赠人信息已删除", "the donor is erased already" });
    }
    TRY(erase_gifts_that_paid(context, loaded.head.id, pledge));
    auto outcome = TRY(context.engine.update(
        context, pledge_type, loaded, std::move(pledge), { .action = "erase_donor" }
    ));
    TRY(erase_consents_and_papers(context, loaded.head.id));
    TRY(record::erase_subject(context.tx, context.engine.registry(), context.branch, loaded.head.id)
    );
    return outcome;
}

record::Watch watch_pledge_erasures() {
    return { std::string { person_record }, person_written_of_pledges };
}

} // namespace boai::giving
