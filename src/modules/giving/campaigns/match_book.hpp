/// \file
/// The book of matches: promised, settled, given up, each with its entry in the ledger.
#pragma once

#include "ledger/entry.hpp"
#include "modules/giving/campaigns/match_claim.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <optional>
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

/// Gives up what is receivable of a claim, at least a fen; the state says why.
Result<record::Outcome>
give_up_match(record::CommandContext& context, const record::Loaded& claim, MatchState state);

/// One entry about a claim.
struct MatchMove {
    ledger::EntryKind kind = ledger::EntryKind::match_promise;
    Id source;
    Day day;
    Money amount;
    std::optional<ledger::OwnPart> own_part {}; ///< money that goes back lies here
};

/// Enters it, and gives its index. Errors: as ledger::post.
Result<std::int64_t>
enter_match(record::CommandContext& context, const MatchClaim& claim, const MatchMove& move);

} // namespace boai::giving
