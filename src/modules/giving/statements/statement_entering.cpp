#include "modules/giving/statements/statement_entering.hpp"

#include "base/json_text.hpp"
#include "modules/giving/statements/account_book.hpp"
#include "modules/giving/statements/account_entry.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "record/validate.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <unordered_set>
#include <utility>

namespace boai::giving {
namespace {

using exchange::PlannedStatementLine;
using record::CommandContext;
using record::Outcome;
using storage::Param;
using storage::Row;

/// Lines that an earlier statement of the account holds: same number, day and amount.
Result<std::unordered_set<std::size_t>> known_lines(
    CommandContext& context, std::string_view account, const exchange::StatementPlan& plan
) {
    std::unordered_set<std::string> known;
    const std::array params {
        Param { context.branch }, Param { account }, Param { *plan.begins }, Param { *plan.ends }
    };
    const auto key = [](Day day, std::int64_t amount, std::string_view reference) {
        return std::to_string(day.number) + "|" + std::to_string(amount) + "|"
            + std::string { reference };
    };
    TRY(context.tx.query(
        "SELECT day, amount, reference FROM giving_statement_line WHERE branch_id = $1 AND account "
        "= $2 AND day >= $3 AND day <= $4 AND state <> 'undone' AND reference <> ''",
        params,
        [&](const Row& row) -> Result<void> {
            known.insert(key(row.day(0), row.number(1), row.text(2)));
            return {};
        }
    ));
    std::unordered_set<std::size_t> found;
    for (std::size_t i = 0; i < plan.lines.size(); ++i) {
        const auto& line = plan.lines[i];
        if (!line.reference.empty()
            && known.contains(key(line.day, line.amount.fen, line.reference))) {
            found.insert(i);
        }
    }
    return found;
}

/// Where the last statement of a channel ends.
struct LastStatement {
    Day ends;
    Money closing;
};

Result<std::optional<LastStatement>>
last_statement(CommandContext& context, Id channel, Day before) {
    std::optional<LastStatement> last;
    const std::array params { Param { context.branch }, Param { channel }, Param { before } };
    TRY(context.tx.query(
        "SELECT ends, closing FROM giving_statement WHERE branch_id = $1 AND channel = $2 AND "
        "state = 'committed' AND begins <= $3 ORDER BY ends DESC, id DESC LIMIT 1",
        params,
        [&](const Row& row) -> Result<void> {
            last = LastStatement { row.day(0), row.money(1) };
            return {};
        }
    ));
    return last;
}

/// A statement being entered.
class Entering {
public:
    Entering(CommandContext& context, const PlannedStatement& import, const CommitStatement& input)
        : context_(context)
        , plan_(import.plan)
        , file_(import.file)
        , input_(input) { }

    Result<Outcome> run() {
        statement_.channel = input_.channel;
        statement_.account = TRY(account_of_channel(context_, input_.channel));
        TRY(choose_lines());
        TRY(settle_period());
        TRY(settle_balances());
        TRY(look_further_back());
        statement_.file = file_.substr(0, 255);
        statement_.file_hash = plan_.file_hash;
        statement_.lines = std::ssize(taken_);
        const record::Head head { context_.branch, context_.next_id(), 1,
                                  context_.now,    context_.now,       context_.actor.user };
        const auto& table = context_.engine.registry().table(statement_type);
        auto outcome = TRY(context_.engine.create_as(context_, head, table, &statement_));
        TRY(write_lines(head.id));
        outcome.json.clear();
        JsonObject { outcome.json }
            .text("id", to_string(head.id))
            .number("lines", statement_.lines)
            .text("opening", to_string(statement_.opening))
            .text("closing", to_string(statement_.closing));
        return outcome;
    }

private:
    Result<void> choose_lines() {
        const auto known = TRY(known_lines(context_, statement_.account, plan_));
        if (!known.empty() && !input_.leave_out_known) {
            return fail_field(
                "leave_out_known",
                compose(
                    { "有 {} 行在以前导入的对账单里；请核对，或选择略过",
                      "{} lines stand in a statement imported before; check them, or leave them "
                      "out" },
                    { std::to_string(known.size()) }
                )
            );
        }
        for (std::size_t i = 0; i < plan_.lines.size(); ++i) {
            if (!known.contains(i)) {
                taken_.push_back(&plan_.lines[i]);
            }
        }
        // What is left must still follow from line to line.
        const bool is_whole = std::ranges::none_of(
            std::views::iota(std::size_t { 1 }, std::max<std::size_t>(taken_.size(), 1)),
            [this](std::size_t i) {
                const auto& before = taken_[i - 1]->balance;
                const auto& now = taken_[i]->balance;
                return before && now && *before + taken_[i]->amount != *now;
            }
        );
        if (taken_.empty() || !is_whole) {
            return fail(
                Errc::conflict,
                Text { "略过已导入的行后没有新行，或余额接不上",
                       "without the lines known already nothing is left, or the balance breaks" }
            );
        }
        for (const auto* line : taken_) {
            auto& sum = line->amount.fen > 0 ? statement_.received : statement_.paid;
            sum = sum + (line->amount.fen > 0 ? line->amount : -line->amount);
        }
        return {};
    }

    Result<void> settle_period() {
        const auto day_of = [](const PlannedStatementLine* line) { return line->day; };
        const auto [first, last] = std::ranges::minmax(taken_, {}, day_of);
        TRY(demand_stated_period());
        auto begins = *plan_.begins;
        if (taken_.size() < plan_.lines.size()) {
            // The lines left out are another statement's; this one goes on behind it.
            const auto known = TRY(last_statement(context_, input_.channel, first->day));
            begins = known ? std::min(first->day, std::max(begins, known->ends + 1)) : first->day;
        }
        statement_.begins = input_.begins.value_or(begins);
        statement_.ends = input_.ends.value_or(*plan_.ends);
        if (statement_.begins > first->day || statement_.ends < last->day) {
            return fail_field(
                "begins", Text { "起止日期应包括全部明细", "and the end must take in every line" }
            );
        }
        if (statement_.ends > context_.today()) {
            // Files state a period to midnight of the day after it, or the whole month.
            statement_.ends = std::max(last->day, context_.today());
        }
        const auto closed = TRY(
            closed_periods(record::queries_of(context_.tx), context_.branch, statement_.account)
        );
        return demand_open(closed, statement_.begins);
    }

    /// Where the file says itself which days it covers, nobody says more.
    Result<void> demand_stated_period() {
        const bool is_earlier
            = plan_.is_begin_stated && input_.begins && *input_.begins < *plan_.begins;
        const bool is_later = plan_.is_end_stated && input_.ends && *input_.ends > *plan_.ends;
        if (!is_earlier && !is_later) {
            return {};
        }
        return fail_field(
            is_earlier ? "begins" : "ends",
            compose(
                { "对账单自己写明的期间是 {} 至 {}",
                  "goes beyond what the statement says of itself: {} to {}" },
                { to_string(*plan_.begins), to_string(*plan_.ends) }
            )
        );
    }

    Result<void> settle_balances() {
        const auto& first = *taken_.front();
        const auto& last = *taken_.back();
        const auto of_file
            = first.balance ? std::optional { *first.balance - first.amount } : plan_.opening;
        const auto before = TRY(last_statement(context_, input_.channel, statement_.begins));
        statement_.opening
            = of_file ? *of_file : input_.opening.value_or(before ? before->closing : Money {});
        statement_.closing = statement_.opening + statement_.received - statement_.paid;
        const auto stated = last.balance ? last.balance : plan_.closing;
        const auto closing = stated ? stated : input_.closing;
        const bool is_other_opening = of_file && input_.opening && *input_.opening != *of_file;
        if (is_other_opening || (closing && *closing != statement_.closing)
            || (input_.closing && *input_.closing != statement_.closing)) {
            return fail(
                Errc::conflict,
                compose(
                    { "期初 {} 加各行得 {}，与期末余额不符；可能缺行",
                      "opening {} and the lines make {}, which is not the closing balance; lines "
                      "may be missing" },
                    { to_string(statement_.opening), to_string(statement_.closing) }
                )
            );
        }
        return {};
    }

    /// Entries of days that no statement told of before have not been looked through.
    Result<void> look_further_back() {
        const auto first = TRY(first_statement_day(
            record::queries_of(context_.tx), context_.branch, statement_.account
        ));
        if (first && *first <= statement_.begins) {
            return {};
        }
        return set_looked_through(context_, statement_.account, 0);
    }

    Result<void> write_lines(Id statement) {
        const auto& table = context_.engine.registry().table(statement_line_type);
        for (const auto* planned : taken_) {
            StatementLine line { .statement = statement,
                                 .account = statement_.account,
                                 .file_row = planned->row,
                                 .day = planned->day,
                                 .time_of_day = planned->time,
                                 .amount = planned->amount,
                                 .balance = planned->balance,
                                 .fee = planned->fee,
                                 .payer = planned->payer,
                                 .reference = planned->reference,
                                 .order_number = planned->order_number,
                                 .trade_number = planned->trade_number,
                                 .memo = planned->memo };
            const auto valid = record::validate(statement_line_type.fields, &line);
            if (!valid) {
                auto error = valid.error();
                error.message = compose(
                    { "第 {} 行有过长的内容", "row {} holds a text that is too long" },
                    { std::to_string(planned->row) }
                );
                return std::unexpected(std::move(error));
            }
            const record::Head head { context_.branch, context_.next_id(), 1,
                                      context_.now,    context_.now,       context_.actor.user };
            TRY(table.insert(context_.tx, head, &line));
        }
        return {};
    }

    CommandContext& context_;
    const exchange::StatementPlan& plan_;
    const std::string& file_;
    const CommitStatement& input_;
    Statement statement_;
    std::vector<const PlannedStatementLine*> taken_;
};

} // namespace

Result<Outcome> enter_statement(
    CommandContext& context, const PlannedStatement& import, const CommitStatement& input
) {
    return Entering { context, import, input }.run();
}

} // namespace boai::giving
