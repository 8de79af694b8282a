#include "modules/giving/campaigns/match_book.hpp"

#include "ledger/post.hpp"
#include "modules/giving/campaigns/match_figures.hpp"
#include "modules/giving/gift_entries.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using record::Loaded;

constexpr std::string_view promised_account = "2401";

std::string receivable_account(MatchKind kind) {
    return "1121/" + std::string { record::choice_of(kind).value };
}

/// The lines of a move: a promise stands against what is not received yet; when the money comes it
/// leaves both and becomes income, or what is held for others.
std::vector<ledger::Line>
lines_of(const MatchMove& move, const GiftFund& fund, std::string_view receivable) {
    const auto amount = move.amount.fen;
    const bool is_agency = fund.kind == PurposeKind::agency;
    switch (move.kind) {
    case EntryKind::match_settlement:
        return { { fund.view(), is_agency ? "1801/1002" : "1002", amount },
                 { fund.view(), receivable, -amount },
                 { fund.view(), promised_account, amount },
                 { fund.view(), is_agency ? "2801" : "4104", -amount } };
    case EntryKind::match_return:
        return { { fund.view(), is_agency ? "2801" : "4104", amount },
                 { fund.view(), is_agency ? "1801/1002" : "1002", -amount } };
    case EntryKind::match_withdrawal:
        return { { fund.view(), promised_account, amount }, { fund.view(), receivable, -amount } };
    default:
        return { { fund.view(), receivable, amount }, { fund.view(), promised_account, -amount } };
    }
}

} // namespace

Result<std::int64_t>
enter_match(CommandContext& context, const MatchClaim& claim, const MatchMove& move) {
    const auto fund = TRY(fund_of(context, claim.purpose));
    const auto receivable = receivable_account(claim.kind);
    const auto lines = lines_of(move, fund, receivable);
    const auto tree = context.engine.branches();
    const auto public_id = ledger::public_id(context.engine.vault(), move.source);
    ledger::Entry entry { .kind = move.kind,
                          .branch = context.branch,
                          .branch_code = tree->code_of(context.branch),
                          .source = move.source,
                          .public_id = public_id,
                          .day = move.day,
                          .lines = lines,
                          .own_part = move.own_part };
    if (move.kind != EntryKind::match_promise && claim.entry) {
        entry.corrects = static_cast<std::uint64_t>(*claim.entry);
    }
    const auto posted = TRY(ledger::post(context.tx, entry));
    if (move.kind != EntryKind::match_withdrawal) { // it is named by its promise
        const std::string title { record::choice_of(claim.kind).label.zh };
        TRY(ledger::name_source(context.tx, context.branch, move.source, title));
    }
    return static_cast<std::int64_t>(posted.entry);
}

Result<record::Outcome>
give_up_match(CommandContext& context, const Loaded& loaded, MatchState state) {
    auto claim = loaded.as<MatchClaim>();
    const auto rest = claim.receivable();
    const auto today = context.today();
    TRY(enter_match(context, claim, { EntryKind::match_withdrawal, loaded.head.id, today, rest }));
    post_promised(context.tx, context.branch, today, claim, -rest);
    claim.given_up = claim.given_up + rest;
    claim.ended_on = today;
    claim.state = state;
    return context.engine.update(
        context,
        match_claim_type,
        loaded,
        std::move(claim),
        { .action = state == MatchState::ended ? "end" : "withdraw" }
    );
}

Result<record::Outcome> promise_match(CommandContext& context, MatchPromise promise) {
    auto& claim = promise.claim;
    claim.amount = {};
    for (const auto& part : promise.parts) {
        claim.amount = claim.amount + part.amount;
    }
    claim.parts = static_cast<std::int64_t>(promise.parts.size());
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    claim.entry = TRY(
        enter_match(context, claim, { EntryKind::match_promise, head.id, claim.day, claim.amount })
    );
    post_promised(context.tx, context.branch, claim.day, claim, claim.amount);
    const auto& registry = context.engine.registry();
    auto outcome
        = TRY(context.engine.create_as(context, head, registry.table(match_claim_type), &claim));
    const auto& parts = registry.table(match_part_type);
    for (auto& part : promise.parts) {
        part.claim = head.id;
        part.kind = claim.kind;
        const record::Head of_part { context.branch, context.next_id(), 1,
                                     context.now,    context.now,       context.actor.user };
        TRY(parts.insert(context.tx, of_part, &part));
    }
    return outcome;
}

Result<record::Outcome>
settle_match(CommandContext& context, const Loaded& loaded, const MatchReceived& received) {
    auto claim = loaded.as<MatchClaim>();
    if (claim.receivable() < received.amount) {
        return fail(
            Errc::conflict,
            compose(
                { "这笔配捐只有 {} 元应收", "only {} yuan of this match are receivable" },
                { to_string(claim.receivable()) }
            )
        );
    }
    MatchSettlement settlement { .claim = loaded.head.id,
                                 .amount = received.amount,
                                 .day = received.day,
                                 .reference = received.reference };
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    settlement.entry = TRY(enter_match(
        context, claim, { EntryKind::match_settlement, head.id, received.day, received.amount }
    ));
    post_settled(context.tx, context.branch, received.day, claim, received.amount);
    const auto& table = context.engine.registry().table(match_settlement_type);
    TRY(context.engine.create_as(context, head, table, &settlement));
    claim.settled = claim.settled + received.amount;
    claim.state = claim.receivable().fen == 0 ? MatchState::settled : claim.state;
    return context.engine.update(
        context, match_claim_type, loaded, std::move(claim), { .action = "settle" }
    );
}

Result<record::Outcome> end_match(CommandContext& context, const Loaded& loaded) {
    if (loaded.as<MatchClaim>().receivable().fen == 0) {
        return fail(Errc::conflict, Text { "没有未到账的部分", "nothing of it is receivable" });
    }
    return give_up_match(context, loaded, MatchState::ended);
}

} // namespace boai::giving
