/// \file
/// Another donor on a gift, in cash or in kind: what is asked for, and what is put on the gift.
#pragma once

#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/command.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace boai::giving {

/// What the history calls it, of a gift whose leaf committed to the donor before.
inline constexpr std::string_view amend_action = "amend_donor";

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

/// What is asked for, about a gift of the record that `gift` refers to.
consteval std::array<record::FieldSpec, 7> amend_donor_fields(record::ReferenceField gift) {
    using record::field;
    return { field<&AmendDonor::gift>(gift),
             field<&AmendDonor::donor_kind>(asked::donor_kind),
             field<&AmendDonor::donor_name>(asked::donor_name),
             field<&AmendDonor::donor_person>(asked::donor_person),
             field<&AmendDonor::donor_organisation>(asked::donor_organisation),
             field<&AmendDonor::publish_name>(asked::publish_name),
             field<&AmendDonor::name_consent_on>(asked::name_consent_on) };
}

/// Puts the donor asked for on a Gift or GoodsGift.
/// Errors: invalid as check_donor and settle_name_consent.
template <class G>
Result<void> put_donor(record::CommandContext& context, G& gift, const AmendDonor& input) {
    TRY(check_donor(input.donor_kind, input.donor_name));
    gift.donor_kind = input.donor_kind;
    gift.donor_name = input.donor_name;
    gift.donor_person = input.donor_person;
    gift.donor_organisation = input.donor_organisation;
    const NameConsent consent { input.publish_name, input.name_consent_on, input.donor_person };
    gift.name_consent_on = TRY(settle_name_consent(context, consent));
    gift.publish_name = input.publish_name;
    return {};
}

} // namespace boai::giving
