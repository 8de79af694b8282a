#include "modules/giving/statements/statement_imports.hpp"

#include "base/json_text.hpp"
#include "modules/giving/import_profile.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/statements/account_book.hpp"
#include "modules/giving/statements/match_book.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "record/validate.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <unordered_set>

namespace boai::giving {
namespace {

using exchange::PlannedStatementLine;
using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;
using storage::Param;
using storage::Row;

constexpr std::size_t statement_plans_kept_max = 8;

Result<std::optional<KnownStatement>>
same_statement(record::Queries queries, Id branch, std::string_view file_hash) {
    std::optional<KnownStatement> found;
    const std::array params { Param { branch }, Param { file_hash } };
    TRY(queries(
        "SELECT id, file, begins, ends FROM giving_statement WHERE branch_id = $1 AND file_hash = "
        "$2 AND state = 'committed'",
        params,
        [&](const Row& row) -> Result<void> {
            found
                = KnownStatement { row.id(0), std::string { row.text(1) }, row.day(2), row.day(3) };
            return {};
        }
    ));
    return found;
}

/// Open channels that have statements, those of the file's kind first.
Result<std::vector<Id>> channels_for(
    storage::Connection& connection, const std::vector<Id>& branches, std::string_view kind
) {
    std::vector<Param> params { kind };
    std::string places;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    std::vector<Id> found;
    TRY(connection.query(
        "SELECT id FROM giving_channel WHERE branch_id IN (" + places
            + ") AND state = 'open' AND kind <> 'cash' ORDER BY CASE WHEN kind = $1 THEN 0 ELSE 1 "
              "END, id",
        params,
        [&](const Row& row) -> Result<void> {
            found.push_back(row.id(0));
            return {};
        }
    ));
    return found;
}

Result<std::shared_ptr<PlannedStatement>> make_statement_plan(
    record::Engine& engine,
    Id branch,
    std::string file,
    std::string bytes,
    std::vector<exchange::SheetChoice> choices,
    const std::string& profile = {}
) {
    auto lease = TRY(engine.readers().lend());
    const auto branches = engine.branches()->path_up(branch);
    const auto profiles = TRY(load_profiles(engine, *lease, branches, profile));
    auto import = std::make_shared<PlannedStatement>();
    import->plan = TRY(exchange::plan_statement(
        bytes, { .file_name = file, .choices = choices, .profiles = profiles }
    ));
    import->channels = TRY(channels_for(*lease, branches, import->plan.channel));
    import->same_file
        = TRY(same_statement(record::queries_of(*lease), branch, import->plan.file_hash));
    import->branch = branch;
    import->file = std::move(file);
    import->bytes = std::move(bytes);
    import->choices = std::move(choices);
    return import;
}

/// Enters the plan of this id. What is left out is as the file tells it.
struct CommitStatement {
    std::string plan;
    Id channel;
    std::optional<Day> begins;
    std::optional<Day> ends;
    std::optional<Money> opening;
    std::optional<Money> closing;
    bool leave_out_known = false;
};

constexpr record::FieldSpec commit_statement_fields[] = {
    field<&CommitStatement::plan>(TextField {
        .label = { "导入预览", "Plan" }, .max_length = 13, .required = true }),
    field<&CommitStatement::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&CommitStatement::begins>(PlainField { .label = { "本期起", "Begins" } }),
    field<&CommitStatement::ends>(PlainField { .label = { "本期止", "Ends" } }),
    field<&CommitStatement::opening>(NumberField { .label = { "期初余额（元）", "Opening (yuan)" },
                                                   .min = -amount_fen_max,
                                                   .max = amount_fen_max }),
    field<&CommitStatement::closing>(NumberField { .label = { "期末余额（元）", "Closing (yuan)" },
                                                   .min = -amount_fen_max,
                                                   .max = amount_fen_max }),
    field<&CommitStatement::leave_out_known>(PlainField {
        .label = { "略过已导入的行", "Leave out lines known already" } }),
};
static_assert(record::complete<CommitStatement>(commit_statement_fields));

std::unexpected<Error> already_imported(const KnownStatement& known) {
    return fail(
        Errc::conflict,
        compose(
            { "这份文件已作为“{}”（{} 至 {}）导入",
              "this file is in the book already as {} ({} to {})" },
            { known.file, to_string(known.begins), to_string(known.ends) }
        )
    );
}

Result<void> check_statement_plan(CommandContext& context, const PlannedStatement& import) {
    if (import.branch != context.branch || import.user != context.actor.user) {
        return fail(Errc::forbidden, Text { "这不是您的导入预览", "this preview is not yours" });
    }
    const auto known
        = TRY(same_statement(record::queries_of(context.tx), context.branch, import.plan.file_hash)
        );
    return check_file_of_statement(import.plan, known);
}

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

struct UndoStatement {
    Id statement;
};

constexpr record::FieldSpec undo_statement_fields[] = {
    field<&UndoStatement::statement>(ReferenceField {
        .label = { "对账单", "Statement" }, .to = "giving.statement", .required = true }),
};
static_assert(record::complete<UndoStatement>(undo_statement_fields));

/// The matches its lines are in. Errors: conflict when an entry was booked from one of them.
Result<std::vector<std::int64_t>> matches_of(CommandContext& context, Id statement) {
    std::vector<std::int64_t> numbers;
    bool is_booked = false;
    const std::array params { Param { context.branch }, Param { statement } };
    TRY(context.tx.query(
        "SELECT DISTINCT match_number, reason FROM giving_statement_line WHERE branch_id = $1 AND "
        "statement = $2 AND match_number <> 0",
        params,
        [&](const Row& row) -> Result<void> {
            numbers.push_back(row.number(0));
            is_booked = is_booked || row.text(1) == "unidentified" || row.text(1) == "charge"
                || row.text(1) == "net_of_fee" || row.text(1) == "split";
            return {};
        }
    ));
    if (is_booked) {
        return fail(
            Errc::conflict,
            Text { "有明细已记账（待查款项或手续费），请先冲销",
                   "entries were booked from its lines (unidentified receipts or charges); reverse "
                   "them first" }
        );
    }
    return numbers;
}

Result<Outcome> undo_statement(CommandContext& context, const UndoStatement& input) {
    const auto loaded = TRY(context.engine.load(context, statement_type, input.statement));
    auto statement = loaded.as<Statement>();
    if (statement.state == StatementState::undone) {
        return fail(
            Errc::conflict, Text { "这份对账单已撤销", "this statement is undone already" }
        );
    }
    const auto queries = record::queries_of(context.tx);
    const auto closed = TRY(closed_periods(queries, context.branch, statement.account));
    TRY(demand_open(closed, statement.begins));
    MatchBook book { context, statement.account };
    for (const auto number : TRY(matches_of(context, input.statement))) {
        TRY(book.dissolve(number));
    }
    const std::array params { Param { context.branch },
                              Param { input.statement },
                              Param { context.now } };
    TRY(context.tx.execute(
        "UPDATE giving_statement_line SET state = 'undone', version = version + 1, updated_at = $3 "
        "WHERE branch_id = $1 AND statement = $2",
        params
    ));
    statement.state = StatementState::undone;
    return context.engine.update(
        context, statement_type, loaded, std::move(statement), { .action = "undo" }
    );
}

constexpr std::string_view imported_state[] = { "committed" };
constexpr record::Condition while_imported[] = { { "state", imported_state } };

} // namespace

Result<void> check_file_of_statement(
    const exchange::StatementPlan& plan, const std::optional<KnownStatement>& same_file
) {
    if (same_file) {
        return already_imported(*same_file);
    }
    if (plan.problem) {
        return fail(Errc::conflict, *plan.problem);
    }
    if (!plan.refused.empty()) {
        const auto& first = plan.refused.front();
        auto message = compose({ "第 {} 行：", "row {}: " }, { std::to_string(first.row) });
        message.zh += first.reason.zh;
        message.en += first.reason.en;
        return fail(Errc::conflict, std::move(message));
    }
    if (plan.broken) {
        const auto& broken = *plan.broken;
        return fail(
            Errc::conflict,
            compose(
                { "第 {} 行余额接不上：{} 加 {} 不等于 {}；可能缺行，或有改动",
                  "the balance breaks at row {}: {} and {} do not make {}; lines may be missing or "
                  "changed" },
                { std::to_string(broken.row),
                  to_string(broken.before),
                  to_string(broken.amount),
                  to_string(broken.stated) }
            )
        );
    }
    return {};
}

Result<StatementImports::Shared> StatementImports::plan(
    record::Engine& engine,
    Id user,
    Id branch,
    std::string file,
    std::string bytes,
    const std::string& profile
) {
    auto import
        = TRY(make_statement_plan(engine, branch, std::move(file), std::move(bytes), {}, profile));
    import->id = engine.ids().next();
    import->user = user;
    keep(import);
    return Shared { import };
}

Result<StatementImports::Shared> StatementImports::plan_again(
    record::Engine& engine, Id id, std::vector<exchange::SheetChoice> choices
) {
    const auto before = TRY(find(id));
    auto import = TRY(
        make_statement_plan(engine, before->branch, before->file, before->bytes, std::move(choices))
    );
    import->id = before->id;
    import->user = before->user;
    keep(import);
    return Shared { import };
}

Result<StatementImports::Shared> StatementImports::find(Id id) const {
    const std::lock_guard lock { mutex_ };
    const auto at = std::ranges::find(kept_, id, [](const Shared& each) { return each->id; });
    if (at == kept_.end()) {
        return fail(
            Errc::not_found,
            Text { "没有这份预览，请重新上传文件", "there is no such preview; send the file again" }
        );
    }
    return *at;
}

void StatementImports::keep(Shared import) {
    const std::lock_guard lock { mutex_ };
    std::erase_if(kept_, [&](const Shared& each) { return each->id == import->id; });
    kept_.push_back(std::move(import));
    while (kept_.size() > statement_plans_kept_max) {
        kept_.pop_front();
    }
}

std::vector<record::CommandType> StatementImports::commands() {
    record::CommandType commit {
        .name = "giving.commit_statement",
        .title = { "导入对账单", "Enter a statement" },
        .capability = "giving.import_statement",
        .fields = commit_statement_fields,
        .make = []() -> std::shared_ptr<void> { return std::make_shared<CommitStatement>(); },
        .run = [this](CommandContext& context, const void* input) -> Result<Outcome> {
            const auto& asked = *static_cast<const CommitStatement*>(input);
            const auto import = TRY(find(TRY(parse_id(asked.plan))));
            TRY(check_statement_plan(context, *import));
            return Entering { context, *import, asked }.run();
        },
        .listed = false,
    };
    std::vector<record::CommandType> commands;
    commands.push_back(std::move(commit));
    commands.push_back(record::command<UndoStatement, undo_statement>(
        "giving.undo_statement",
        { "撤销对账单", "Undo a statement" },
        "giving.import_statement",
        undo_statement_fields
    ));
    commands.back().needs_reason = true;
    commands.back().about = statement_type.name;
    commands.back().when = while_imported;
    return commands;
}

std::shared_ptr<StatementImports> statement_imports() {
    static const auto imports = std::make_shared<StatementImports>();
    return imports;
}

} // namespace boai::giving
