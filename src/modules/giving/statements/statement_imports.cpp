#include "modules/giving/statements/statement_imports.hpp"

#include "modules/giving/import_profile.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/statements/account_book.hpp"
#include "modules/giving/statements/match_book.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/statement_entering.hpp"

#include <array>
#include <utility>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;
using storage::Param;
using storage::Row;

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
    kept_.keep(import);
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
    kept_.keep(import);
    return Shared { import };
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
            return enter_statement(context, *import, asked);
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
