/// \file
/// What was given to a campaign against what its matches promised and what the bank has: kind by
/// kind, and team by team.
#pragma once

#include "modules/giving/campaigns/campaign_view.hpp"
#include "modules/giving/campaigns/match_claim.hpp"

#include <array>
#include <string>
#include <vector>

namespace boai::giving {

/// One kind of match; what is not settled, given up or taken back is receivable.
struct MatchSums {
    Money promised;
    Money settled;
    Money given_up;
    Money taken_back; ///< because gifts were given back

    [[nodiscard]] Money receivable() const { return promised - settled - given_up - taken_back; }
};

/// By MatchKind.
using MatchByKind = std::array<MatchSums, match_kinds>;

/// The matches of a campaign in the scope's branches; withdrawn ones are left out.
/// Errors: as storage.
Result<MatchByKind> view_matches(const CampaignScope& scope, Id campaign);

/// What stands of the match of one gift, by MatchKind; withdrawn and ended claims are left out.
/// Errors: as storage.
Result<std::array<Money, match_kinds>>
view_matches_of_gift(record::Queries queries, Id branch, Id gift);

/// A team, or what belongs to none, as the platform's file has it and as the book has it.
struct ReconciledRow {
    Id team; ///< none for what is credited to no team
    std::string name; ///< of the team; empty for none
    std::int64_t gifts = 0; ///< rows of imported files
    Money in_file; ///< given by the public, as the files say
    Money refunded;
    Money reversed;
    MatchByKind matches {};

    /// What stands in the book.
    [[nodiscard]] Money in_book() const { return in_file - refunded - reversed; }

    [[nodiscard]] Money receivable() const;
    /// What the file promised and the bank or the book has not: to the fen.
    [[nodiscard]] Money difference() const;
};

/// Why file, book and bank differ; empty when they do not. Pure.
[[nodiscard]] Message reason_of(const ReconciledRow& row);

/// The rows of a campaign, by team, of the files imported into the scope's branches; what is
/// settled of a claim settles its parts in the order of the file. Files whose import was undone are
/// left out. Errors: as storage.
Result<std::vector<ReconciledRow>> reconcile(const CampaignScope& scope, Id campaign);

/// Their sum.
[[nodiscard]] ReconciledRow total_of(const std::vector<ReconciledRow>& rows);

/// The rows and their sum as CSV with its headings.
[[nodiscard]] std::string
reconciliation_csv(const std::vector<ReconciledRow>& rows, Language language);

} // namespace boai::giving
