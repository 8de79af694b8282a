#include "base/json_text.hpp"
#include "modules/giving/statements/bank_entry.hpp"
#include "modules/giving/statements/picked_items.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <utility>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::ReferenceField;

constexpr std::string_view may_reconcile = "giving.reconcile";

/// One match of an account.
struct OneMatch {
    Id channel;
    std::int64_t match_number = 0;
};

constexpr record::FieldSpec one_match_fields[] = {
    field<&OneMatch::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&OneMatch::match_number>(NumberField {
        .label = { "核对组号", "Match number" }, .min = 1, .required = true }),
};
static_assert(record::complete<OneMatch>(one_match_fields));

Outcome match_outcome(std::int64_t number) {
    Outcome outcome;
    JsonObject { outcome.json }.number("match_number", number);
    return outcome;
}

Result<MatchGroup> load_suggested(MatchBook& book, std::int64_t number) {
    auto group = TRY(book.load(number));
    if (group.state != ItemState::suggested) {
        return fail(
            Errc::conflict, Text { "这组核对不在待确认中", "this match is not a suggestion" }
        );
    }
    return group;
}

/// What the service kept back is booked with it.
Result<Outcome> accept_match(CommandContext& context, const OneMatch& input) {
    MatchBook book { context, TRY(account_of_channel(context, input.channel)) };
    auto group = TRY(load_suggested(book, input.match_number));
    const auto fee = difference_of(group);
    const bool is_net = group.reason == MatchReason::net_of_fee && fee > 0;
    if (fee != 0 && !is_net) {
        return fail(Errc::conflict, Text { "两边合计不符", "the two sides differ" });
    }
    TRY(book.dissolve(input.match_number));
    group.state = ItemState::matched;
    const auto number = TRY(book.write(group));
    if (is_net) {
        const auto& line = group.lines.front();
        const auto charge = TRY(book_charge_of(
            context, ChargeKind::platform_fee, book.account(), line.id, line.day, Money { fee }
        ));
        TRY(book.add(number, group.reason, charge));
    }
    return match_outcome(number);
}

Result<Outcome> refuse_match(CommandContext& context, const OneMatch& input) {
    MatchBook book { context, TRY(account_of_channel(context, input.channel)) };
    TRY(load_suggested(book, input.match_number));
    TRY(book.dissolve(input.match_number, true));
    return match_outcome(input.match_number);
}

Result<Outcome> unmatch(CommandContext& context, const OneMatch& input) {
    MatchBook book { context, TRY(account_of_channel(context, input.channel)) };
    const auto group = TRY(book.load(input.match_number));
    const bool is_booked = group.reason == MatchReason::unidentified
        || group.reason == MatchReason::charge || group.reason == MatchReason::split
        || std::ranges::any_of(group.entries, [](const AccountEntry& entry) {
                               return entry.kind == ledger::EntryKind::charge;
                           });
    if (is_booked) {
        return fail(
            Errc::conflict,
            Text { "这组核对带有由对账单记的账，请冲销待查收款或手续费，或取消拆分",
                   "an entry was booked from the line: reverse the receipt or the charge, or undo "
                   "the split, instead" }
        );
    }
    TRY(book.dissolve(input.match_number));
    return match_outcome(input.match_number);
}

Result<void>
note_on_lines(CommandContext& context, const MatchGroup& group, std::string_view action) {
    for (const auto& line : group.lines) {
        const auto loaded = TRY(context.engine.load(context, statement_line_type, line.id));
        TRY(context.engine.note(context, statement_line_type, loaded.head, action, "[]"));
    }
    return {};
}

Result<Outcome> match_by_hand(CommandContext& context, const PickedItems& input) {
    MatchBook book { context, TRY(account_of_channel(context, input.channel)) };
    const auto group = TRY(picked(book, input));
    TRY(demand_unmatched(book, group));
    const auto difference = difference_of(group);
    if (difference != 0 || group.lines.size() + group.entries.size() < 2) {
        return fail(
            Errc::conflict,
            compose(
                { "两边相差 {} 元，须分文不差", "the two sides differ by {} yuan, and may not" },
                { to_string(Money { difference }) }
            )
        );
    }
    TRY(free_suggestions(book, group));
    const auto number = TRY(book.write(group));
    TRY(note_on_lines(context, group, "match_by_hand"));
    return match_outcome(number);
}

Result<void> carry_line(CommandContext& context, const MatchLine& line) {
    const auto loaded = TRY(context.engine.load(context, statement_line_type, line.id));
    auto carried = loaded.as<StatementLine>();
    carried.state = ItemState::carried;
    carried.reason = MatchReason::none;
    carried.match_number = 0;
    carried.note = std::string { context.reason };
    TRY(context.engine.update(
        context, statement_line_type, loaded, std::move(carried), { .action = "carry" }
    ));
    return {};
}

Result<Outcome> carry_items(CommandContext& context, const PickedItems& input) {
    MatchBook book { context, TRY(account_of_channel(context, input.channel)) };
    const auto group = TRY(picked(book, input));
    TRY(demand_unmatched(book, group));
    TRY(free_suggestions(book, group));
    for (const auto& line : group.lines) {
        TRY(carry_line(context, line));
    }
    for (const auto& entry : group.entries) {
        TRY(book.carry(entry, context.reason));
    }
    Outcome outcome;
    JsonObject { outcome.json }
        .number("lines", std::ssize(group.lines))
        .number("entries", std::ssize(group.entries));
    return outcome;
}

template <class T, auto Handler>
record::CommandType
of_account(std::string_view name, Text title, std::span<const record::FieldSpec> fields) {
    auto type = record::command<T, Handler>(name, title, may_reconcile, fields);
    type.makes = statement_line_type.name;
    return type;
}

} // namespace

std::vector<record::CommandType> line_match_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(match_statements_command());
    commands.push_back(of_account<OneMatch, accept_match>(
        "giving.accept_match", { "确认核对建议", "Accept a suggestion" }, one_match_fields
    ));
    commands.push_back(of_account<OneMatch, refuse_match>(
        "giving.refuse_match", { "否决核对建议", "Refuse a suggestion" }, one_match_fields
    ));
    commands.push_back(
        of_account<OneMatch, unmatch>("giving.unmatch", { "取消核对", "Unmatch" }, one_match_fields)
    );
    commands.back().needs_reason = true;
    commands.push_back(of_account<PickedItems, match_by_hand>(
        "giving.match_by_hand", { "人工核对", "Match by hand" }, picked_fields
    ));
    commands.push_back(of_account<PickedItems, carry_items>(
        "giving.carry_items", { "列为未达账项", "Carry as open" }, picked_fields
    ));
    commands.back().needs_reason = true;
    return commands;
}

} // namespace boai::giving
