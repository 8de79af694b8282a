/// \file
/// What of pledges is still to be paid, instalment by instalment.
#pragma once

#include "modules/giving/campaigns/campaign_view.hpp"
#include "modules/giving/campaigns/instalments.hpp"
#include "modules/giving/campaigns/pledge.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// An instalment that is not paid in full.
struct OpenInstalment {
    Id branch;
    Id pledge;
    std::string number;
    std::string donor; ///< masked
    Id campaign;
    Day due_on;
    Money amount;
    Money open;
};

/// Of open pledges, at most; the earliest are told.
inline constexpr std::size_t open_instalments_max = 500;

/// The open instalments of the scope's branches, the earliest first. Errors: as storage.
Result<std::vector<OpenInstalment>> view_instalments(const CampaignScope& scope);

} // namespace boai::giving
