#include "base/json_text.hpp"
#include "modules/giving/statements/bank_entry.hpp"
#include "modules/giving/statements/match_book.hpp"
#include "modules/giving/statements/matching_names.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "reconciliation/match.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::ReferenceField;
using record::TextField;
using storage::Param;
using storage::Row;

constexpr std::string_view may_reconcile = "giving.reconcile";

struct MatchStatements {
    Id channel;
};

constexpr record::FieldSpec match_statements_fields[] = {
    field<&MatchStatements::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
};
static_assert(record::complete<MatchStatements>(match_statements_fields));

/// The lines that are still open, as rows of the table.
struct OpenLine {
    MatchLine line;
    std::array<std::string, 3> references;
    bool declined = false;
};

Result<std::vector<OpenLine>> open_lines_of(CommandContext& context, std::string_view account) {
    const std::array params { Param { context.branch }, Param { account } };
    std::vector<OpenLine> lines;
    TRY(context.tx.query(
        "SELECT id, day, amount, state, fee, reference, order_number, trade_number, declined FROM "
        "giving_statement_line WHERE branch_id = $1 AND account = $2 AND state IN ('open', "
        "'carried') ORDER BY id",
        params,
        [&](const Row& row) -> Result<void> {
            const bool is_carried = row.text(3) == "carried";
            lines.push_back({ { row.id(0),
                                row.day(1),
                                row.money(2),
                                is_carried ? ItemState::carried : ItemState::open,
                                0,
                                row.money(4) },
                              { std::string { row.text(5) },
                                std::string { row.text(6) },
                                std::string { row.text(7) } },
                              row.number(8) != 0 });
            return {};
        }
    ));
    return lines;
}

/// The first day any statement of the account tells of.
Result<std::optional<Day>> first_day_of(CommandContext& context, std::string_view account) {
    const std::array params { Param { context.branch }, Param { account } };
    std::optional<Day> first;
    TRY(context.tx.query(
        "SELECT begins FROM giving_statement WHERE branch_id = $1 AND account = $2 AND state = "
        "'committed' ORDER BY begins LIMIT 1",
        params,
        [&](const Row& row) -> Result<void> {
            first = row.day(0);
            return {};
        }
    ));
    return first;
}

/// Matches an account by itself.
class Automatic {
public:
    Automatic(CommandContext& context, MatchBook& book)
        : context_(context)
        , book_(book) { }

    Result<Outcome> run() {
        TRY(book_.drop_suggestions());
        TRY(read());
        TRY(match_exactly());
        TRY(match_by_rule());
        Outcome outcome;
        JsonObject { outcome.json }
            .text("account", book_.account())
            .number("matched", matched_)
            .number("suggested", suggested_)
            .number("open_lines", std::ssize(lines_))
            .number("open_entries", std::ssize(entries_));
        return outcome;
    }

private:
    Result<void> read() {
        lines_ = TRY(open_lines_of(context_, book_.account()));
        const auto first = TRY(first_day_of(context_, book_.account()));
        const auto* const closed = TRY(book_.closed());
        const auto* const items = TRY(book_.items());
        const auto* const all = TRY(book_.all_entries());
        // What came before the first signed period is in its opening already.
        const auto since
            = closed->empty() ? first.value_or(Day {}) + -on_the_way_days : closed->front().begins;
        std::ranges::copy_if(*all, std::back_inserter(entries_), [&](const AccountEntry& entry) {
            const auto item = items->find(entry.entry);
            const bool is_matched
                = item != items->end() && item->second.state == ItemState::matched;
            return !is_matched && counted_on(*closed, entry.entry, entry.day) >= since;
        });
        for (const auto& [index, item] : *items) {
            if (item.state == ItemState::carried) {
                carried_.insert(index);
            }
        }
        numbers_ = TRY(entry_numbers(context_, book_.account()));
        return {};
    }

    [[nodiscard]] std::vector<reconciliation::Line> asked_lines() const {
        std::vector<reconciliation::Line> asked;
        asked.reserve(lines_.size());
        for (const auto& [line, references, declined] : lines_) {
            const auto name = line_names_.find(line.id.value);
            asked.push_back({ .id = line.id.value,
                              .day = line.day,
                              .amount = line.amount.fen,
                              .fee = line.fee.fen,
                              .references = { references[0], references[1], references[2] },
                              .payer = name == line_names_.end()
                                  ? std::string_view {}
                                  : std::string_view { name->second } });
        }
        return asked;
    }

    [[nodiscard]] std::vector<reconciliation::BookEntry> asked_entries() const {
        std::vector<reconciliation::BookEntry> asked;
        asked.reserve(entries_.size());
        for (const auto& entry : entries_) {
            const auto reference = numbers_.references.find(entry.entry);
            const auto back = numbers_.takes_back.find(entry.entry);
            const auto name = entry_names_.find(entry.entry);
            reconciliation::BookEntry one { .id = entry.entry,
                                            .day = entry.day,
                                            .amount = entry.amount };
            if (reference != numbers_.references.end()) {
                one.reference = reference->second;
            }
            if (back != numbers_.takes_back.end()) {
                one.takes_back = back->second;
            }
            if (name != entry_names_.end()) {
                one.payer = name->second;
            }
            asked.push_back(one);
        }
        return asked;
    }

    Result<void> match_exactly() {
        return keep(reconciliation::match_exactly(asked_lines(), asked_entries()));
    }

    /// Names are opened only for what no number has explained.
    Result<void> match_by_rule() {
        std::vector<Id> ids;
        for (const auto& open : lines_) {
            ids.push_back(open.line.id);
        }
        line_names_ = TRY(line_payers(context_, ids));
        entry_names_ = TRY(entry_payers(context_, entries_));
        return keep(reconciliation::match_by_rule(asked_lines(), asked_entries()));
    }

    /// What somebody refused, or named as open, is not suggested.
    [[nodiscard]] bool may_suggest(const MatchGroup& group) const {
        const bool is_line_free = std::ranges::all_of(group.lines, [&](const MatchLine& line) {
            const auto at = std::ranges::lower_bound(lines_, line.id, {}, [](const OpenLine& open) {
                return open.line.id;
            });
            return line.state != ItemState::carried && !at->declined;
        });
        return is_line_free && std::ranges::none_of(group.entries, [&](const AccountEntry& entry) {
                   return carried_.contains(entry.entry);
               });
    }

    [[nodiscard]] MatchGroup group_of(const reconciliation::Match& match) const {
        MatchGroup group { .reason = reason_kept(match.reason),
                           .state = reconciliation::is_proof(match.reason) ? ItemState::matched
                                                                           : ItemState::suggested,
                           .lines = {},
                           .entries = {} };
        for (const auto id : match.lines) {
            group.lines.push_back(
                std::ranges::lower_bound(
                    lines_, Id { id }, {}, [](const OpenLine& open) { return open.line.id; }
                )->line
            );
        }
        for (const auto id : match.entries) {
            group.entries.push_back(
                *std::ranges::lower_bound(entries_, id, {}, &AccountEntry::entry)
            );
        }
        return group;
    }

    /// Writes matches, and leaves what is in none.
    Result<void> keep(const std::vector<reconciliation::Match>& matches) {
        std::unordered_set<std::int64_t> lines;
        std::unordered_set<std::int64_t> entries;
        for (const auto& match : matches) {
            const auto group = group_of(match);
            const bool is_proof = group.state == ItemState::matched;
            const bool is_closed = TRY(book_.is_closed(group));
            if (is_closed || (!is_proof && !may_suggest(group))) {
                continue;
            }
            TRY(book_.write(group));
            (is_proof ? matched_ : suggested_) += 1;
            lines.insert(match.lines.begin(), match.lines.end());
            entries.insert(match.entries.begin(), match.entries.end());
        }
        std::erase_if(lines_, [&](const OpenLine& open) {
            return lines.contains(open.line.id.value);
        });
        std::erase_if(entries_, [&](const AccountEntry& entry) {
            return entries.contains(entry.entry);
        });
        return {};
    }

    CommandContext& context_;
    MatchBook& book_;
    std::vector<OpenLine> lines_; ///< by id
    std::vector<AccountEntry> entries_; ///< by index
    std::unordered_set<std::int64_t> carried_;
    EntryNumbers numbers_;
    std::unordered_map<std::int64_t, std::string> line_names_;
    std::unordered_map<std::int64_t, std::string> entry_names_;
    std::int64_t matched_ = 0;
    std::int64_t suggested_ = 0;
};

Result<Outcome> match_statements(CommandContext& context, const MatchStatements& input) {
    MatchBook book { context, TRY(account_of_channel(context, input.channel)) };
    return Automatic { context, book }.run();
}

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

std::int64_t difference_of(const MatchGroup& group) {
    std::int64_t difference = 0;
    for (const auto& entry : group.entries) {
        difference += entry.amount;
    }
    for (const auto& line : group.lines) {
        difference -= line.amount.fen;
    }
    return difference;
}

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
        || group.reason == MatchReason::charge
        || std::ranges::any_of(group.entries, [](const AccountEntry& entry) {
                               return entry.kind == ledger::EntryKind::charge;
                           });
    if (is_booked) {
        return fail(
            Errc::conflict,
            Text { "这组核对带有由对账单记的账，请先冲销待查收款或手续费",
                   "an entry was booked from the line: reverse the receipt or the charge instead" }
        );
    }
    TRY(book.dissolve(input.match_number));
    return match_outcome(input.match_number);
}

/// Lines and entries picked by hand.
struct PickedItems {
    Id channel;
    std::string lines;
    std::string entries;
};

constexpr std::uint32_t picked_length_max = 8'000;

constexpr record::FieldSpec picked_fields[] = {
    field<&PickedItems::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&PickedItems::lines>(TextField {
        .label = { "所选明细", "Lines picked" },
        .help = { "编号，以空格分隔", "Their ids, with spaces between" },
        .max_length = picked_length_max }),
    field<&PickedItems::entries>(TextField {
        .label = { "所选分录", "Entries picked" },
        .help = { "编号，以空格分隔", "Their numbers, with spaces between" },
        .max_length = picked_length_max }),
};
static_assert(record::complete<PickedItems>(picked_fields));

std::vector<std::string_view> picked_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto from = text.find_first_not_of(" ,\n\t", at);
        if (from == std::string_view::npos) {
            break;
        }
        at = std::min(text.find_first_of(" ,\n\t", from), text.size());
        words.push_back(text.substr(from, at - from));
    }
    return words;
}

/// What was picked, each once.
Result<MatchGroup> picked(MatchBook& book, const PickedItems& input) {
    std::vector<Id> lines;
    for (const auto word : picked_words(input.lines)) {
        lines.push_back(TRY(parse_id(word)));
    }
    std::vector<std::int64_t> entries;
    for (const auto word : picked_words(input.entries)) {
        std::int64_t index = 0;
        const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), index);
        if (error != std::errc {} || stop != word.data() + word.size()) {
            return fail_field("entries", Text { "应为分录号", "must be numbers of entries" });
        }
        entries.push_back(index);
    }
    std::ranges::sort(lines);
    std::ranges::sort(entries);
    const bool is_twice = std::ranges::adjacent_find(lines) != lines.end()
        || std::ranges::adjacent_find(entries) != entries.end();
    if (is_twice || lines.size() + entries.size() == 0) {
        return fail_field(
            "lines", Text { "没有选中，或重复选中", "nothing is picked, or something twice" }
        );
    }
    return MatchGroup { .lines = TRY(book.lines(lines)), .entries = TRY(book.entries(entries)) };
}

/// Suggestions that hold anything of these are dropped first.
Result<void> free_suggestions(MatchBook& book, const MatchGroup& group) {
    std::vector<std::int64_t> numbers;
    for (const auto& line : group.lines) {
        if (line.state == ItemState::suggested) {
            numbers.push_back(line.match_number);
        }
    }
    const auto* const items = TRY(book.items());
    for (const auto& entry : group.entries) {
        const auto at = items->find(entry.entry);
        if (at != items->end() && at->second.state == ItemState::suggested) {
            numbers.push_back(at->second.match_number);
        }
    }
    std::ranges::sort(numbers);
    const auto repeated = std::ranges::unique(numbers);
    numbers.erase(repeated.begin(), repeated.end());
    for (const auto number : numbers) {
        TRY(book.dissolve(number));
    }
    return {};
}

Result<void> demand_unmatched(MatchBook& book, const MatchGroup& group) {
    const auto matched = std::ranges::find(group.lines, ItemState::matched, &MatchLine::state);
    if (matched != group.lines.end()) {
        return fail(
            Errc::conflict, compose({ "{} 已核对", "{} is matched already" }, { told_of(*matched) })
        );
    }
    const auto* const items = TRY(book.items());
    for (const auto& entry : group.entries) {
        const auto at = items->find(entry.entry);
        if (at != items->end() && at->second.state == ItemState::matched) {
            return fail(
                Errc::conflict,
                compose(
                    { "分录 {} 已核对", "the entry {} is matched already" },
                    { std::to_string(entry.entry) }
                )
            );
        }
    }
    return {};
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
    commands.push_back(of_account<MatchStatements, match_statements>(
        "giving.match_statements", { "自动核对", "Match statements" }, match_statements_fields
    ));
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
