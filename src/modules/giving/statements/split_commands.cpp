#include "base/json_text.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/statements/picked_items.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "modules/giving/statements/unidentified_book.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using record::field;
using record::Loaded;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::TextField;

/// A line in parts: entries of the book, and what is booked of the rest.
struct SplitLine {
    Id line;
    std::string entries;
    Money held; ///< that nobody has claimed
    Money charge;
    ChargeKind charge_kind = ChargeKind::platform_fee;
};

constexpr record::FieldSpec split_line_fields[] = {
    field<&SplitLine::line>(line_asked),
    field<&SplitLine::entries>(TextField {
        .label = { "所含分录", "Entries in it" },
        .help = { "编号，以空格分隔", "Their numbers, with spaces between" },
        .max_length = picked_length_max }),
    field<&SplitLine::held>(NumberField { .label
                                          = { "其中待查款项（元）", "Of it unidentified (yuan)" },
                                          .min = 0,
                                          .max = amount_fen_max }),
    field<&SplitLine::charge>(NumberField {
        .label = { "其中手续费或利息（元）", "Of it a charge or interest (yuan)" },
        .min = 0,
        .max = amount_fen_max }),
    field<&SplitLine::charge_kind>(PlainField { .label = { "手续费类型", "Kind of charge" } }),
};
static_assert(record::complete<SplitLine>(split_line_fields));

/// The parts make the line to the fen: entries, what is held, and the charge that was kept back or
/// the interest that was added. Errors: conflict, with the difference.
Result<void> demand_whole(const SplitLine& input, const MatchGroup& group, Money line) {
    const bool is_interest = input.charge_kind == ChargeKind::interest;
    const Money parts { difference_of(group) + line.fen + input.held.fen
                        + (is_interest ? input.charge.fen : -input.charge.fen) };
    if (parts != line) {
        return fail(
            Errc::conflict,
            compose(
                { "各部分合计 {} 元，这一笔是 {} 元，须分文不差",
                  "the parts come to {} yuan and the line is {}, and may not differ" },
                { to_string(parts), to_string(line) }
            )
        );
    }
    const auto count
        = group.entries.size() + (input.held.fen > 0 ? 1U : 0U) + (input.charge.fen > 0 ? 1U : 0U);
    if (count < 2) {
        return fail_field(
            "entries", Text { "拆分至少要有两部分", "a line is split into two parts at least" }
        );
    }
    if (input.held.fen > 0 && line.fen < 0) {
        return fail_field(
            "held", Text { "只有收入可以列为待查款项", "only money that came can be held" }
        );
    }
    return {};
}

Result<MatchGroup> entries_of_line(MatchBook& book, const SplitLine& input, const MatchLine& line) {
    auto indexes = TRY(picked_entries(input.entries));
    std::ranges::sort(indexes);
    if (std::ranges::adjacent_find(indexes) != indexes.end()) {
        return fail_field("entries", Text { "重复选中", "something is picked twice" });
    }
    MatchGroup group { .reason = MatchReason::split,
                       .state = ItemState::matched,
                       .lines = { line },
                       .entries = TRY(book.entries(indexes)) };
    TRY(demand_unmatched(book, group));
    return group;
}

Result<Outcome> split_line(CommandContext& context, const SplitLine& input) {
    auto loaded = TRY(context.engine.load(context, statement_line_type, input.line));
    MatchBook book { context, loaded.as<StatementLine>().account };
    const auto line = TRY(load_bookable(context, book, std::move(loaded)));
    auto group = TRY(entries_of_line(book, input, line.line));
    TRY(demand_whole(input, group, line.line.amount));
    TRY(free_suggestions(book, group));
    std::optional<HeldReceipt> held;
    if (input.held.fen > 0) {
        held = TRY(hold_amount(context, line, book.account(), input.held));
        group.entries.push_back(held->entry);
    }
    if (input.charge.fen > 0) {
        group.entries.push_back(TRY(book_charge_of(
            context, input.charge_kind, book.account(), input.line, line.line.day, input.charge
        )));
    }
    const auto number = TRY(book.write(group));
    TRY(context.engine.note(context, statement_line_type, line.loaded.head, "split", "[]"));
    Outcome outcome;
    JsonObject { outcome.json }
        .text("receipt", held ? to_string(held->outcome.id) : "")
        .number("match_number", number);
    return outcome;
}

/// The receipt that a part of the line is held as. Errors: conflict when it is settled.
Result<std::optional<Loaded>> held_part(CommandContext& context, Id line) {
    const std::array params { storage::Param { context.branch }, storage::Param { line } };
    auto found = TRY(record::one_of(
        record::queries_of(context.tx),
        context.engine.registry().table(unidentified_receipt_type),
        " WHERE t.branch_id = $1 AND t.line = $2 AND t.state <> 'withdrawn'",
        params
    ));
    if (found && found->as<UnidentifiedReceipt>().state != UnidentifiedState::held) {
        return fail(
            Errc::conflict,
            Text { "其中的待查款项已认领或退回，不能取消拆分",
                   "the part that nobody had claimed is identified or returned already" }
        );
    }
    return found;
}

/// What was booked of the rest is reversed, and the line and its entries are open again.
Result<Outcome> undo_split(CommandContext& context, const OneStatementLine& input) {
    const auto loaded = TRY(context.engine.load(context, statement_line_type, input.line));
    const auto& line = loaded.as<StatementLine>();
    if (line.state != ItemState::matched || line.reason != MatchReason::split) {
        return fail(Errc::conflict, Text { "这一笔没有拆分", "this line is not split" });
    }
    MatchBook book { context, line.account };
    const auto group = TRY(book.load(line.match_number));
    std::vector<TakenBack> taken_back;
    if (const auto receipt = TRY(held_part(context, input.line))) {
        const auto booked = receipt->as<UnidentifiedReceipt>().entry.value_or(0);
        taken_back.push_back({ booked, TRY(withdraw_receipt(context, *receipt)) });
    }
    for (const auto& entry : group.entries) {
        if (entry.kind == EntryKind::charge && entry.source == input.line) {
            taken_back.push_back({ entry.entry, TRY(reverse_charge(context, entry, line.account)) }
            );
        }
    }
    TRY(book.dissolve(line.match_number));
    TRY(reopen(book, taken_back));
    TRY(context.engine.note(context, statement_line_type, loaded.head, "undo_split", "[]"));
    return Outcome { input.line, loaded.head.version, "{}" };
}

constexpr std::string_view splittable_states[] = { "open", "suggested", "carried" };
constexpr std::string_view split_reason[] = { "split" };
constexpr record::Condition while_splittable[] = { { "state", splittable_states } };
constexpr record::Condition while_split[] = { { "reason", split_reason } };

} // namespace

std::vector<record::CommandType> split_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_statement_record<SplitLine, split_line>(
        statement_line_type,
        "giving.split_line",
        { "拆分核对", "Split a line" },
        split_line_fields,
        while_splittable
    ));
    commands.push_back(about_statement_record<OneStatementLine, undo_split>(
        statement_line_type,
        "giving.undo_split",
        { "取消拆分", "Undo a split" },
        one_statement_line_fields,
        while_split
    ));
    commands.back().needs_reason = true;
    return commands;
}

} // namespace boai::giving
