/// \file
/// Checks that every gift passes, whatever is given.
#pragma once

#include "base/time.hpp"
#include "record/command.hpp"

namespace boai::giving {

/// Errors: invalid (field "day"): after today, or before there was a society.
Result<void> check_day(const record::CommandContext& context, Day day);

/// A donor is on file as a person or as an organisation, if at all.
/// Errors: invalid (field "donor_organisation").
Result<void> check_on_file(Id person, Id organisation);

/// What a gift is for.
struct GiftAim {
    Id campaign;
    Id purpose;
    Day day;
};

/// The purpose of the gift: its own, else its campaign's.
/// Errors: invalid: closed purpose, draft campaign, a day outside the campaign's without a reason,
/// a purpose that is not the campaign's.
Result<Id> settle_purpose(record::CommandContext& context, const GiftAim& aim);

/// The team of a gift that is credited to one; completes the campaign.
/// Errors: not_found; invalid (field "team"): closed, or of another campaign.
Result<void> settle_team(record::CommandContext& context, Id team, Id& campaign);

/// Errors: invalid (field "channel") when it is closed.
Result<void> check_channel(record::CommandContext& context, Id channel);

} // namespace boai::giving
