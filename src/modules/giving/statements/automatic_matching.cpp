#include "base/json_text.hpp"
#include "modules/giving/statements/account_entry.hpp"
#include "modules/giving/statements/match_book.hpp"
#include "modules/giving/statements/matching_names.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "reconciliation/match.hpp"
#include "transparency/log.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <unordered_set>
#include <utility>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::ReferenceField;
using storage::Param;
using storage::Row;

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
        TRY(note_looked_through());
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
        const auto first = TRY(
            first_statement_day(record::queries_of(context_.tx), context_.branch, book_.account())
        );
        const auto* const closed = TRY(book_.closed());
        TRY(read_entries(EntriesSince {
            // What came before the first signed period is in its opening already.
            .day
            = closed->empty() ? first.value_or(Day {}) + -on_the_way_days : closed->back().ends + 1,
            .entry
            = closed->empty() ? std::numeric_limits<std::int64_t>::max() : closed->back().entry,
        }));
        numbers_ = TRY(entry_numbers(context_, book_.account(), entries_));
        return {};
    }

    /// So that the desk finds what is open without reading the rest.
    Result<void> note_looked_through() {
        const auto before = TRY(looked_through(context_, book_.account()));
        const auto fresh = std::ranges::lower_bound(entries_, before, {}, &AccountEntry::entry);
        TRY(list_as_open(context_, book_.account(), { fresh, entries_.end() }));
        const auto size = TRY(transparency::size(context_.tx, context_.branch));
        return set_looked_through(context_, book_.account(), static_cast<std::int64_t>(size));
    }

    /// What came since, and what was open before, but for what is matched.
    Result<void> read_entries(const EntriesSince& since) {
        entries_ = TRY(account_entries(
            record::queries_of(context_.tx), context_.branch, book_.account(), since
        ));
        const auto matched = TRY(matched_from(entries_.empty() ? 0 : entries_.front().entry));
        std::erase_if(entries_, [&](const AccountEntry& entry) {
            return matched.contains(entry.entry);
        });
        const bool is_first = TRY(book_.closed())->empty();
        std::vector<std::int64_t> older;
        for (const auto& [index, item] : *TRY(book_.items())) {
            if (item.state == ItemState::carried) {
                carried_.insert(index);
            }
            if (!is_first && item.state != ItemState::matched && !since.takes(index, item.day)) {
                older.push_back(index);
            }
        }
        std::ranges::move(TRY(book_.entries(older)), std::back_inserter(entries_));
        std::ranges::sort(entries_, {}, &AccountEntry::entry);
        return {};
    }

    /// The entries from this index on that are matched.
    Result<std::unordered_set<std::int64_t>> matched_from(std::int64_t first) {
        std::unordered_set<std::int64_t> matched;
        const std::array params { Param { context_.branch },
                                  Param { book_.account() },
                                  Param { first } };
        TRY(context_.tx.query(
            "SELECT entry FROM giving_book_item WHERE branch_id = $1 AND account = $2 AND entry >= "
            "$3 AND state = 'matched'",
            params,
            [&](const Row& row) -> Result<void> {
                matched.insert(row.number(0));
                return {};
            }
        ));
        return matched;
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

} // namespace

record::CommandType match_statements_command() {
    auto type = record::command<MatchStatements, match_statements>(
        "giving.match_statements",
        { "自动核对", "Match statements" },
        "giving.reconcile",
        match_statements_fields
    );
    type.makes = statement_line_type.name;
    return type;
}

} // namespace boai::giving
