/// \file
/// The donor's separate consent to the full name being shown: with a day, and gone at once when it
/// is withdrawn. Source: PIPL articles 15 and 25.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace boai::giving {

// The people module is met by the names of its records, as references do.
inline constexpr std::string_view consent_record = "people.consent";
inline constexpr std::string_view person_record = "people.person";

/// What a caller says of the consent.
struct NameConsent {
    bool publish = false;
    std::optional<Day> given_on;
    Id person; ///< on file; none when the donor is not
};

/// The day of the consent to be kept with the gift; none when the name is not to be shown. For a
/// person on file it is the consent entered there.
/// Errors: invalid: a day in the future, no standing consent of the person.
Result<std::optional<Day>>
settle_name_consent(record::CommandContext& context, const NameConsent& consent);

/// Shows the donor's name masked from now on.
/// Errors: conflict when it is masked already.
Result<record::Outcome> hide_name_of(record::CommandContext& context, const record::Loaded& gift);

/// Every record that stands for the same person: the one that stays and all its duplicates.
Result<std::vector<Id>> same_person(record::CommandContext& context, Id person);

/// Whose consent to the name being shown is withdrawn by what was written to "people.consent"; none
/// when it is another consent, or stands.
[[nodiscard]] std::optional<Id> withdrawn_by(const record::Written& written);

/// Hides the names on all gifts of a person whose consent is withdrawn, past gifts and those of
/// records merged with it included.
[[nodiscard]] record::Watch watch_consents();

} // namespace boai::giving
