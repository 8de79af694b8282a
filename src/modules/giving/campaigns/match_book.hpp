/// \file
/// The book of matches: promised, settled, given up, each with its entry in the ledger.
#pragma once

#include "modules/giving/campaigns/match_claim.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// A claim to be entered, with its parts; amount, count and entry are filled in.
struct MatchPromise {
    MatchClaim claim;
    std::vector<MatchPart> parts; ///< at least one; claim and kind are filled in
};

/// Enters a receivable: no income of its fund, and nothing that could be spent.
/// Errors: as ledger::post.
Result<record::Outcome> promise_match(record::CommandContext& context, MatchPromise promise);

/// What the bank got of a claim; only now it is income.
struct MatchReceived {
    Money amount;
    Day day;
    std::string reference;
};

/// Errors: conflict when less is receivable; as ledger::post.
Result<record::Outcome> settle_match(
    record::CommandContext& context, const record::Loaded& claim, const MatchReceived& received
);

/// The rest of a claim will not come. Errors: conflict when nothing is receivable.
Result<record::Outcome> end_match(record::CommandContext& context, const record::Loaded& claim);

/// Takes back what came with an import. Errors: conflict when some of it is settled.
Result<void> withdraw_matches(record::CommandContext& context, Id batch);

} // namespace boai::giving
