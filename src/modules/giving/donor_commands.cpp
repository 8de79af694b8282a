#include "modules/giving/donor_commands.hpp"

#include "modules/giving/about_a_gift.hpp"
#include "modules/giving/amend_donor.hpp"
#include "modules/giving/donor_erasure.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Outcome;

constexpr auto amend_fields
    = amend_donor_fields({ .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true });
static_assert(record::complete<AmendDonor>(amend_fields));

Result<Outcome> amend_donor(CommandContext& context, const AmendDonor& input) {
    const auto loaded = TRY(load_gift(context, input.gift));
    auto gift = loaded.as<Gift>();
    TRY(put_donor(context, gift, input));
    GiftEntry entry { context, loaded.head.id, gift };
    const auto place = TRY(entry.check_donor(ledger::EntryKind::amendment));
    gift.donor_entry = static_cast<std::int64_t>(place.entry);
    const auto& table = context.engine.registry().table(gift_type);
    auto outcome
        = TRY(context.engine.update(context, table, loaded, &gift, { .action = amend_action }));
    const auto key = TRY(donor_key(context, donor_told(loaded.head, gift)));
    TRY(entry.post(key));
    return outcome;
}

/// The donor takes back the consent to the name being shown.
Result<Outcome> hide_name(CommandContext& context, const OneGift& input) {
    const auto loaded = TRY(load_gift(context, input.gift));
    return hide_name_of(context, loaded);
}

Result<Outcome> erase_donor(CommandContext& context, const OneGift& input) {
    return erase_typed_donor(context, TRY(load_gift(context, input.gift)));
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
        amend_fields,
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
