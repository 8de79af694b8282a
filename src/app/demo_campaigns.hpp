/// \file
/// A campaign of the demo society in full: teams with pages of their own, pledges in instalments,
/// and a platform's file of a giving day with what was promised on top of it.
#pragma once

#include "app/book.hpp"

#include <string_view>

namespace boai::app {

/// An open campaign of the demo.
struct DemoCampaign {
    Id city;
    Id campaign;
    Id purpose;
    Id bank; ///< the channel pledges are paid by
    std::string_view name; ///< on the platform as well
};

/// Adds them, by the same commands people use.
Result<void> add_demo_campaign(Book& book, const DemoCampaign& place);

} // namespace boai::app
