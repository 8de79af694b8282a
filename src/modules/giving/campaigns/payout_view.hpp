/// \file
/// What platforms say they collected for a project against what they paid out and what the bank
/// received, down to each payout. A project's money is that of its purpose: payouts are entered by
/// fund, and campaigns of one purpose share it.
#pragma once

#include "modules/giving/campaigns/campaign_view.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace boai::giving {

/// One payout as the book has it, and which statements have it too.
struct Payout {
    Id branch;
    std::int64_t entry = 0; ///< in the log of the branch
    Day day;
    Money amount; ///< of this project; a payout may cover several
    bool at_platform = false; ///< its entry is matched with the platform's statement
    bool at_bank = false; ///< and with the bank's
};

/// Money that went out by a platform's statement and that no entry tells of: of which project,
/// nobody has said.
struct UnclaimedPayout {
    Id branch;
    Day day;
    Money amount; ///< above zero
};

/// One platform.
struct PayoutRow {
    std::string code; ///< of the channel
    std::string name;
    std::int64_t gifts = 0; ///< rows of imported files
    Money collected; ///< by those files
    Money beside; ///< came to the same account by the book and by no file that stands
    Money returned; ///< refunded or reversed from the platform's account
    Money charges; ///< fees and whatever else left the account
    Money waiting; ///< on the platform's account by the book
    std::vector<Payout> payouts;
    std::vector<UnclaimedPayout> unclaimed;

    [[nodiscard]] Money paid_out() const;
    [[nodiscard]] Money at_platform() const;
    [[nodiscard]] Money at_bank() const;

    /// What the platform says it collected less what the bank received; to the fen
    /// returned + waiting + charges - beside + what of the payouts the bank's statements lack.
    [[nodiscard]] Money difference() const { return collected - at_bank(); }
};

/// What the difference comes from; empty when there is none. Pure.
[[nodiscard]] Message reason_of(const PayoutRow& row);

/// The platforms that collected for the purpose in the scope's branches, by code.
/// Errors: as storage.
Result<std::vector<PayoutRow>> view_payouts(const CampaignScope& scope, Id purpose);

/// The rows, each with its payouts below it, as CSV with its headings.
[[nodiscard]] std::string payouts_csv(const std::vector<PayoutRow>& rows, Language language);

} // namespace boai::giving
