/// \file
/// What a demo book has of disclosure: an exercise of the emergency mode that is over, and notices.
#pragma once

#include "app/book.hpp"

#include <utility>
#include <vector>

namespace boai::app {

/// A campaign with the purpose of its gifts; none for unrestricted.
using DisclosedCampaign = std::pair<Id, Id>;

/// Adds an exercise of the emergency mode under a campaign that appeals to known donors, and two
/// published notices: of all gifts, and of a campaign raised from the public, with a note inside.
/// `clock` is the book's; it stands at least three hours before `now` and ends there.
/// Errors: as the commands.
Result<void> add_demo_disclosure(
    Book& book,
    FixedClock& clock,
    Instant now,
    Id city,
    const std::vector<DisclosedCampaign>& campaigns
);

} // namespace boai::app
