#include "modules/giving/campaigns/gift_matches.hpp"

#include "ledger/axis.hpp"
#include "modules/giving/campaigns/match_book.hpp"
#include "modules/giving/campaigns/match_figures.hpp"
#include "modules/giving/gift_entries.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using record::Loaded;
using storage::Param;

/// The share of a gift's match that goes with it.
struct MatchShare {
    Loaded part;
    Loaded claim;
    Money amount;

    [[nodiscard]] Money receivable() const {
        return std::min(amount, claim.as<MatchClaim>().receivable());
    }

    [[nodiscard]] Money settled() const { return amount - receivable(); }
};

Result<std::vector<Loaded>>
select_of(CommandContext& context, const record::RecordType& type, std::string_view column, Id id) {
    const std::array params { Param { context.branch }, Param { id } };
    const std::string name { column };
    return record::all_of(
        record::queries_of(context.tx),
        context.engine.registry().table(type),
        " WHERE t.branch_id = $1 AND t." + name + " = $2 AND t." + name
            + " IS NOT NULL ORDER BY "
              "t.id",
        params
    );
}

/// What stands of a part: of a claim whose rest will not come, what its money settled of it, in
/// the order of the file.
Result<Money> standing_of(CommandContext& context, const Loaded& part, const MatchClaim& claim) {
    const auto left = part.as<MatchPart>().amount - part.as<MatchPart>().taken_back;
    if (claim.state != MatchState::ended) {
        return claim.state == MatchState::withdrawn ? Money {} : left;
    }
    Money before;
    const std::array params { Param { context.branch },
                              Param { part.as<MatchPart>().claim },
                              Param { part.head.id } };
    TRY(context.tx.query(
        "SELECT CAST(coalesce(sum(amount - taken_back), 0) AS BIGINT) FROM giving_match_part WHERE "
        "branch_id = $1 AND claim = $2 AND id < $3",
        params,
        [&](const storage::Row& row) -> Result<void> {
            before = row.money(0);
            return {};
        }
    ));
    return std::clamp(claim.settled - before, Money {}, left);
}

/// amount * part / whole in fen, rounded down.
Money share_of(Money amount, Money part, Money whole) {
    __extension__ using Wide = __int128; // both factors reach 10^12 fen
    const auto product = static_cast<Wide>(amount.fen) * part.fen;
    return { static_cast<std::int64_t>(product / whole.fen) };
}

Result<std::vector<MatchShare>> shares_of(CommandContext& context, const GiftLeaving& leaving) {
    std::vector<MatchShare> shares;
    for (auto& part : TRY(select_of(context, match_part_type, "gift", leaving.gift))) {
        auto claim
            = TRY(context.engine.load(context, match_claim_type, part.as<MatchPart>().claim));
        const auto standing = TRY(standing_of(context, part, claim.as<MatchClaim>()));
        const auto amount = share_of(standing, leaving.amount, leaving.left);
        if (amount.fen != 0) {
            shares.push_back({ std::move(part), std::move(claim), amount });
        }
    }
    return shares;
}

std::unexpected<Error> ask(Money receivable, Money settled) {
    return fail_field(
        "match",
        compose(
            { "有配捐（应收 {} 元，已到账 {} 元），请说明一并撤回还是保留",
              "there is a match ({} yuan receivable, {} yuan settled): say whether it is taken "
              "back "
              "or kept" },
            { to_string(receivable), to_string(settled) }
        )
    );
}

/// Writes what was done, with its entry in the ledger unless the money is kept.
Result<void> note_return(
    CommandContext& context,
    const MatchClaim& claim,
    MatchReturn noted,
    std::optional<ledger::OwnPart> own_part
) {
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    noted.day = context.today();
    noted.reason = context.reason;
    if (noted.treatment != MatchTreatment::kept) {
        const bool is_paid = noted.treatment == MatchTreatment::returned;
        const auto kind = is_paid ? EntryKind::match_return : EntryKind::match_withdrawal;
        noted.entry
            = TRY(enter_match(context, claim, { kind, head.id, noted.day, noted.amount, own_part })
            );
        post_promised(context.tx, context.branch, noted.day, claim, -noted.amount);
        if (is_paid) {
            post_settled(context.tx, context.branch, noted.day, claim, -noted.amount);
        }
    }
    const auto& table = context.engine.registry().table(match_return_type);
    TRY(context.engine.create_as(context, head, table, &noted));
    return {};
}

/// Where the money of a settlement lies on the axis of its fund.
Result<ledger::OwnPart>
part_of(CommandContext& context, const MatchClaim& claim, const MatchSettlement& settlement) {
    ledger::OwnPart found;
    const std::array params { Param { context.branch },
                              Param { claim.purpose },
                              Param { ledger::renminbi },
                              Param { settlement.entry.value_or(-1) } };
    TRY(context.tx.query(
        "SELECT position, amount FROM ledger_movement WHERE branch_id = $1 AND fund = $2 AND "
        "commodity = $3 AND flow = 1 AND entry = $4",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = { row.number(0), row.number(1) };
            return {};
        }
    ));
    return found;
}

/// Pays back money of a claim, the latest received first. `what` says of which claim and gift.
Result<void> pay_back(CommandContext& context, const MatchClaim& claim, const MatchReturn& what) {
    auto left = what.amount;
    auto settlements = TRY(select_of(context, match_settlement_type, "claim", what.claim));
    std::ranges::reverse(settlements);
    for (const auto& settlement : settlements) {
        const auto part = TRY(part_of(context, claim, settlement.as<MatchSettlement>()));
        const Money unspent {
            TRY(ledger::unspent_of(context.tx, context.branch, claim.purpose, part))
        };
        auto noted = what;
        noted.treatment = MatchTreatment::returned;
        noted.amount = std::min(left, unspent);
        noted.settlement = settlement.head.id;
        if (noted.amount.fen != 0) {
            TRY(note_return(context, claim, noted, part));
            left = left - noted.amount;
        }
    }
    if (left.fen == 0) {
        return {};
    }
    return fail(
        Errc::conflict,
        compose(
            { "配捐中有 {} 元已经使用，不能退回；可选择保留",
              "{} yuan of the match are used already and cannot be paid back; it can be kept" },
            { to_string(left) }
        )
    );
}

MatchState state_after(const MatchClaim& claim) {
    const bool is_open = claim.receivable().fen != 0 || claim.state == MatchState::ended;
    if (is_open) {
        return claim.state;
    }
    return claim.settled.fen == 0 ? MatchState::returned : MatchState::settled;
}

Result<void> take_back(CommandContext& context, const MatchShare& share) {
    auto claim = share.claim.as<MatchClaim>();
    MatchReturn noted { .claim = share.claim.head.id,
                        .part = share.part.head.id,
                        .gift = share.part.as<MatchPart>().gift };
    noted.amount = share.receivable();
    if (noted.amount.fen != 0) {
        TRY(note_return(context, claim, noted, {}));
    }
    noted.amount = share.settled();
    TRY(pay_back(context, claim, noted));
    claim.settled = claim.settled - share.settled();
    claim.taken_back = claim.taken_back + share.amount;
    claim.state = state_after(claim);
    TRY(context.engine.update(
        context, match_claim_type, share.claim, std::move(claim), { .action = "take_back" }
    ));
    auto part = share.part.as<MatchPart>();
    part.taken_back = part.taken_back + share.amount;
    TRY(context.engine.update(
        context, match_part_type, share.part, std::move(part), { .action = "take_back" }
    ));
    return {};
}

Result<void> keep(CommandContext& context, const MatchShare& share) {
    const MatchReturn noted { .claim = share.claim.head.id,
                              .part = share.part.head.id,
                              .gift = share.part.as<MatchPart>().gift,
                              .treatment = MatchTreatment::kept,
                              .amount = share.amount };
    return note_return(context, share.claim.as<MatchClaim>(), noted, {});
}

/// Pays back all that the bank has of a claim whose import is undone.
Result<void> pay_back_all(CommandContext& context, const Loaded& loaded) {
    auto claim = loaded.as<MatchClaim>();
    TRY(pay_back(context, claim, { .claim = loaded.head.id, .amount = claim.settled }));
    claim.taken_back = claim.taken_back + claim.settled;
    claim.settled = {};
    claim.state = claim.receivable().fen == 0 ? MatchState::withdrawn : claim.state;
    TRY(context.engine.update(
        context, match_claim_type, loaded, std::move(claim), { .action = "take_back" }
    ));
    return {};
}

} // namespace

Result<void>
treat_matches_of_gift(CommandContext& context, const GiftLeaving& leaving, MatchDecision decision) {
    const auto shares = TRY(shares_of(context, leaving));
    Money receivable;
    Money settled;
    for (const auto& share : shares) {
        receivable = receivable + share.receivable();
        settled = settled + share.settled();
    }
    if (!shares.empty() && decision == MatchDecision::unsaid) {
        return ask(receivable, settled);
    }
    for (const auto& share : shares) {
        TRY(decision == MatchDecision::keep ? keep(context, share) : take_back(context, share));
    }
    return {};
}

Result<void> withdraw_matches(CommandContext& context, Id batch, MatchDecision decision) {
    const auto claims = TRY(select_of(context, match_claim_type, "batch", batch));
    for (const auto& loaded : claims) {
        const auto& claim = loaded.as<MatchClaim>();
        if (claim.settled.fen != 0 && decision == MatchDecision::unsaid) {
            return ask(claim.receivable(), claim.settled);
        }
        const bool pays_back = claim.settled.fen != 0 && decision == MatchDecision::take_back;
        if (pays_back) {
            TRY(pay_back_all(context, loaded));
        }
        if (claim.receivable().fen == 0) {
            continue;
        }
        const auto now = TRY(context.engine.load(context, match_claim_type, loaded.head.id));
        const bool stays = now.as<MatchClaim>().settled.fen != 0;
        TRY(give_up_match(context, now, stays ? MatchState::ended : MatchState::withdrawn));
    }
    return {};
}

} // namespace boai::giving
