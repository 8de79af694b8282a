#include "modules/giving/donor_commands.hpp"

#include "modules/giving/about_a_gift.hpp"
#include "modules/giving/donor_erasure.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/name_consent.hpp"
#include "modules/giving/statements/payer_erasure.hpp"
#include "record/engine.hpp"
#include "record/erasure.hpp"
#include "record/generic_commands.hpp"
#include "record/sealing.hpp"

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

/// A correction of who gave; what was given stays as it is.
struct AmendDonor {
    Id gift;
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;
    Id donor_person;
    Id donor_organisation;
    bool publish_name = false;
    std::optional<Day> name_consent_on; ///< today when left out
};

constexpr record::FieldSpec amend_donor_fields[] = {
    field<&AmendDonor::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
    field<&AmendDonor::donor_kind>(asked::donor_kind),
    field<&AmendDonor::donor_name>(asked::donor_name),
    field<&AmendDonor::donor_person>(asked::donor_person),
    field<&AmendDonor::donor_organisation>(asked::donor_organisation),
    field<&AmendDonor::publish_name>(asked::publish_name),
    field<&AmendDonor::name_consent_on>(asked::name_consent_on),
};
static_assert(record::complete<AmendDonor>(amend_donor_fields));

/// The key the donor's name is sealed with; none for an anonymous gift.
Result<std::optional<crypto::SubjectKey>>
donor_key(CommandContext& context, const record::Head& head, const Gift& gift) {
    if (gift.donor_name.empty()) {
        return std::optional<crypto::SubjectKey> {};
    }
    const auto subject = record::subject_of(gift_type, head, &gift);
    return std::optional { TRY(
        record::key_for_writing(context.tx, context.engine.vault(), context.branch, subject, false)
    ) };
}

Result<Outcome> amend_donor(CommandContext& context, const AmendDonor& input) {
    TRY(check_donor(input.donor_kind, input.donor_name));
    const auto loaded = TRY(load_gift(context, input.gift));
    auto gift = loaded.as<Gift>();
    gift.donor_kind = input.donor_kind;
    gift.donor_name = input.donor_name;
    gift.donor_person = input.donor_person;
    gift.donor_organisation = input.donor_organisation;
    const NameConsent consent { input.publish_name, input.name_consent_on, input.donor_person };
    gift.name_consent_on = TRY(settle_name_consent(context, consent));
    gift.publish_name = input.publish_name;
    GiftEntry entry { context, loaded.head.id, gift };
    const auto place = TRY(entry.check_donor(ledger::EntryKind::amendment));
    gift.donor_entry = static_cast<std::int64_t>(place.entry);
    const auto& table = context.engine.registry().table(gift_type);
    auto outcome
        = TRY(context.engine.update(context, table, loaded, &gift, { .action = "amend_donor" }));
    const auto key = TRY(donor_key(context, loaded.head, gift));
    TRY(entry.post(key));
    return outcome;
}

/// The donor takes back the consent to the name being shown.
Result<Outcome> hide_name(CommandContext& context, const OneGift& input) {
    const auto loaded = TRY(load_gift(context, input.gift));
    return hide_name_of(context, loaded);
}

/// Erases who gave, for a donor who is not on file; the gift stands.
Result<Outcome> erase_donor(CommandContext& context, const OneGift& input) {
    const auto loaded = TRY(load_gift(context, input.gift));
    if (!loaded.as<Gift>().donor_person.empty()) {
        return fail(
            Errc::conflict,
            Text { "捐赠人有个人档案，请删除该档案",
                   "the donor is a person on file; erase that record" }
        );
    }
    auto gift = loaded.as<Gift>();
    gift.publish_name = false;
    gift.name_consent_on = {};
    const auto& table = context.engine.registry().table(gift_type);
    auto outcome
        = TRY(context.engine.update(context, table, loaded, &gift, { .action = "erase_donor" }));
    TRY(record::erase_subject(context.tx, context.engine.registry(), context.branch, loaded.head.id)
    );
    TRY(enter_erasure(context, loaded));
    const std::span gifts { &loaded, 1 };
    TRY(erase_payers(context, { .gifts = gifts, .name = loaded.as<Gift>().donor_name }));
    return outcome;
}

constexpr std::string_view yes[] = { "true" };
constexpr std::string_view named[] = { "person", "organisation", "alias" };
constexpr std::string_view nobody[] = { "" };

constexpr record::Condition while_name_is_shown[] = { { "publish_name", yes } };
constexpr record::Condition while_named_here_only[]
    = { { "donor_kind", named }, { "donor_person", nobody } };

}  // namespace

std::vector<record::CommandType> donor_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_a_gift<AmendDonor, amend_donor>(
        "giving.amend_donor",
        { "更正捐赠人", "Correct the donor" },
        "giving.amend_donor",
        amend_donor_fields,
        {}
    ));
    commands.back().four_eyes = true;
    commands.push_back(about_a_gift<OneGift, hide_name>(
        "giving.hide_name",
        { "撤回公示全名", "Hide the donor's name" },
        "giving.amend_donor",
        one_gift_fields,
        while_name_is_shown
    ));
    commands.back().needs_reason = false;
    commands.back().in_closed_branch = true;
    commands.push_back(about_a_gift<OneGift, erase_donor>(
        "giving.erase_donor",
        { "删除捐赠人信息", "Erase the donor" },
        "people.erase_person",
        one_gift_fields,
        while_named_here_only
    ));
    commands.back().in_closed_branch = true;
    return commands;
}

}  // namespace boai::giving
