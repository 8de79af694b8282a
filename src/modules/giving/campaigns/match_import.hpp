/// \file
/// Matches in an imported file of gifts: one row is one gift with what was promised on top of it.
#pragma once

#include "exchange/gift_plan.hpp"
#include "modules/giving/campaigns/match_book.hpp"
#include "modules/giving/gift_book.hpp"

#include <array>
#include <map>
#include <string>
#include <tuple>

namespace boai::giving {

/// What a row promises, by MatchKind; zero for nothing.
using RowMatch = std::array<Money, match_kinds>;

/// Reads the match columns of a planned gift. Errors: invalid, naming the column.
Result<RowMatch> match_of(const exchange::PlannedGift& planned);

/// Refuses the rows whose match cannot be read, says what the others promise in a warning, and
/// holds them against the totals the file states of the match columns.
void check_matches(exchange::ImportPlan& plan);

/// A stated total and what its rows come to, for people.
[[nodiscard]] Message
told_difference(const exchange::ImportPlan& plan, const exchange::TotalDifference& difference);

/// Every stated total the rows do not come to, a line each, as it is kept with the batch.
[[nodiscard]] std::string kept_differences(const exchange::ImportPlan& plan);

/// The text of a further field of the row, such as "project"; empty when it has none.
[[nodiscard]] std::string_view
further_text(const exchange::PlannedGift& planned, std::string_view field);

/// Whether a further field goes into the gift's note.
[[nodiscard]] bool is_note(std::size_t field);

/// Gathers the matches of a file row by row, and enters one claim for each campaign and kind.
class MatchGathering {
public:
    MatchGathering(record::CommandContext& context, Id channel, Id batch)
        : context_(context)
        , channel_(channel)
        , batch_(batch) { }

    /// The campaign and team the row names, on the gift to be: a campaign by its name, among those
    /// the branch may refer to, else the one chosen for the file; a team by its name, made when
    /// there is none yet. Errors: as record::Engine::create.
    Result<void> place(const exchange::PlannedGift& planned, Gift& gift);
    /// Errors: as match_of.
    Result<void> add(const exchange::PlannedGift& planned, const BookedGift& gift);
    /// Enters the claims; gives their sum. Errors: as promise_match.
    Result<Money> book();

private:
    using Key = std::tuple<Id, Id, MatchKind>; ///< campaign, purpose, kind

    Result<Id> find_project(std::string_view name);
    Result<Id> find_team(Id campaign, std::string_view name);

    record::CommandContext& context_;
    Id channel_;
    Id batch_;
    std::map<std::string, Id, std::less<>> projects_;
    std::map<std::pair<Id, std::string>, Id> teams_;
    std::map<Key, MatchPromise> promises_;
};

} // namespace boai::giving
