#include "modules/giving/goods/goods_imports.hpp"

#include "base/json_text.hpp"
#include "base/told.hpp"
#include "modules/giving/goods/goods_book.hpp"
#include "modules/giving/goods/goods_commands.hpp"
#include "modules/giving/import_batch.hpp"
#include "modules/giving/import_profile.hpp"
#include "modules/giving/import_service.hpp"
#include "modules/giving/limits.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using exchange::PlannedGoods;
using exchange::PlannedGoodsLine;
using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;
using storage::Param;

/// The batch under which these bytes were entered and stand.
Result<Id> find_batch(record::Queries queries, Id branch, std::string_view file_hash) {
    Id found;
    const std::array params { Param { branch }, Param { file_hash } };
    TRY(queries(
        "SELECT id FROM giving_import_batch WHERE branch_id = $1 AND file_hash = $2 AND state = "
        "'committed' ORDER BY id LIMIT 1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = row.id(0);
            return {};
        }
    ));
    return found;
}

Result<std::shared_ptr<PlannedGoodsImport>>
make(record::Engine& engine, Id branch, SentFile file, GoodsChoices choices) {
    const auto workbook = TRY(workbook_in(file));
    auto lease = TRY(engine.readers().lend());
    const auto branches = engine.branches()->path_up(branch);
    const auto profiles = TRY(load_profiles(engine, *lease, branches, choices.profile));
    auto import = std::make_shared<PlannedGoodsImport>();
    import->branch = branch;
    import->plan = exchange::plan_goods(
        *workbook,
        exchange::sha256_hex(file.bytes),
        { .file_name = file.name,
          .choices = choices.sheets,
          .profiles = profiles,
          .day = choices.day,
          .today = local_day(engine.clock().now()),
          .answers = choices.answers,
          .lines_max = static_cast<std::size_t>(goods_lines_max) }
    );
    import->known_batch
        = TRY(find_batch(record::queries_of(*lease), branch, import->plan.file_hash));
    import->file = std::move(file.name);
    import->bytes = std::move(file.bytes);
    import->choices = std::move(choices);
    return import;
}

/// Enters the plan of this id.
struct CommitGoodsImport {
    std::string plan;
    Id campaign;
    Id purpose;
    bool leave_out = false;
};

constexpr record::FieldSpec commit_goods_fields[] = {
    field<&CommitGoodsImport::plan>(TextField {
        .label = { "导入预览", "Plan" }, .max_length = 13, .required = true }),
    field<&CommitGoodsImport::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                         .to = "giving.campaign" }),
    field<&CommitGoodsImport::purpose>(ReferenceField { .label = { "定向用途", "Purpose" },
                                                        .to = "giving.purpose" }),
    field<&CommitGoodsImport::leave_out>(PlainField {
        .label = { "不导入未回答的行", "Leave out rows without an answer" } }),
};
static_assert(record::complete<CommitGoodsImport>(commit_goods_fields));

/// Why the plan must not be entered as it stands.
Result<void> check_plan(
    CommandContext& context, const PlannedGoodsImport& import, const CommitGoodsImport& input
) {
    if (import.branch != context.branch || import.user != context.actor.user) {
        return fail(Errc::forbidden, Text { "这不是您的导入预览", "this preview is not yours" });
    }
    const auto known
        = TRY(find_batch(record::queries_of(context.tx), context.branch, import.plan.file_hash));
    if (!known.empty()) {
        return fail(
            Errc::conflict, Text { "这份文件已经导入过", "this file is in the book already" }
        );
    }
    if (auto found = obstacle(import, input.leave_out)) {
        return std::unexpected(std::move(*found));
    }
    return {};
}

/// Says which row a failure belongs to.
std::unexpected<Error>
at_row(const PlannedGoodsImport& import, std::uint16_t sheet, std::uint32_t row, Error error) {
    const auto place = compose(
        { "工作表 {} 第 {} 行：", "sheet {} row {}: " },
        { import.plan.sheets[sheet].name, std::to_string(row) }
    );
    const auto cause = error.fields.empty() ? error.message : error.fields.front().message;
    error.message = { place.zh + cause.zh, place.en + cause.en };
    error.fields.clear();
    return std::unexpected(std::move(error));
}

std::unexpected<Error> answer_refused(const GoodsAnswer& answer, Text why) {
    return fail_field(
        "answers",
        compose_told(
            { "工作表“{}”第 {} 行：{}", "sheet \"{}\", row {}: {}" },
            { answer.sheet, std::to_string(answer.row), why }
        )
    );
}

AddGoodsLine line_of(Id gift, const PlannedGoodsLine& planned) {
    return { .gift = gift,
             .item = planned.item,
             .specification = planned.specification,
             .quantity = std::to_string(planned.quantity),
             .unit = planned.unit,
             .lot = planned.lot,
             .expires_on = planned.expires_on };
}

Result<void> enter_gift(
    CommandContext& context,
    const PlannedGoodsImport& import,
    const PlannedGoods& planned,
    RecordGoods head,
    Id batch
) {
    head.donor_kind = donor_kind_of(planned.donor_name);
    head.donor_name = head.donor_kind == DonorKind::anonymous ? "" : planned.donor_name;
    head.day = *planned.day;
    head.note = planned.note;
    const auto made = record_goods(context, head, batch);
    if (!made) {
        return at_row(import, planned.sheet, planned.row, made.error());
    }
    for (const auto& line : planned.lines) {
        if (const auto added = add_goods_line(context, line_of(made->id, line)); !added) {
            return at_row(import, planned.sheet, line.row, added.error());
        }
    }
    return {};
}

Result<Outcome>
enter(CommandContext& context, const PlannedGoodsImport& import, const CommitGoodsImport& input) {
    TRY(check_plan(context, import, input));
    const auto batch_id = context.next_id();
    const RecordGoods head { .campaign = input.campaign, .purpose = input.purpose };
    for (const auto& planned : import.plan.gifts) {
        TRY(enter_gift(context, import, planned, head, batch_id));
    }
    const auto questions = static_cast<std::int64_t>(import.plan.questions.size());
    const auto lines = static_cast<std::int64_t>(line_count(import.plan));
    ImportBatch batch {
        .file = import.file.substr(0, 255),
        .file_hash = import.plan.file_hash,
        .campaign = input.campaign,
        .rows = lines + questions,
        .accepted = lines,
        .refused = questions,
        .state = BatchState::committed,
    };
    const record::Head record_head { context.branch, batch_id,    1,
                                     context.now,    context.now, context.actor.user };
    const auto& table = context.engine.registry().table(import_batch_type);
    auto outcome = TRY(context.engine.create_as(context, record_head, table, &batch));
    outcome.json.clear();
    JsonObject { outcome.json }
        .text("id", to_string(batch_id))
        .number("gifts", static_cast<std::int64_t>(import.plan.gifts.size()))
        .number("lines", lines);
    return outcome;
}

} // namespace

Result<std::map<exchange::SheetRow, std::string>>
match_answers(const exchange::GoodsPlan& plan, std::span<const GoodsAnswer> answers) {
    std::map<exchange::SheetRow, std::string> matched;
    for (const auto& answer : answers) {
        const auto asked = std::ranges::find_if(plan.questions, [&](const auto& question) {
            return question.row == answer.row && plan.sheets[question.sheet].name == answer.sheet;
        });
        if (asked == plan.questions.end()) {
            return answer_refused(answer, { "这一行没有问题要回答", "this row asks nothing" });
        }
        if (!matched.emplace(place_of(plan, *asked), answer.quantity).second) {
            return answer_refused(answer, { "回答了两次", "it is answered twice" });
        }
    }
    return matched;
}

exchange::SheetRow place_of(const exchange::GoodsPlan& plan, const exchange::RowProblem& problem) {
    return { plan.sheets[problem.sheet].index, problem.row };
}

std::size_t line_count(const exchange::GoodsPlan& plan) {
    std::size_t lines = 0;
    for (const auto& gift : plan.gifts) {
        lines += gift.lines.size();
    }
    return lines;
}

std::optional<Error> obstacle(const PlannedGoodsImport& import, bool leave_out) {
    const auto& plan = import.plan;
    if (!plan.questions.empty() && !leave_out) {
        return Error { Errc::conflict,
                       compose(
                           { "还有 {} 行没有回答", "{} rows still wait for an answer" },
                           { std::to_string(plan.questions.size()) }
                       ),
                       {} };
    }
    if (plan.gifts.empty()) {
        return Error { Errc::conflict,
                       Text { "没有可导入的物资", "there are no goods to enter" },
                       {} };
    }
    const bool lacks_day
        = std::ranges::any_of(plan.gifts, [](const PlannedGoods& gift) { return !gift.day; });
    if (lacks_day) {
        return fail_field("day", Text { "请选择日期", "choose the day" }).error();
    }
    return std::nullopt;
}

Result<GoodsImports::Shared> GoodsImports::plan(
    record::Engine& engine, Id user, Id branch, SentFile file, GoodsChoices choices
) {
    auto import = TRY(make(engine, branch, std::move(file), std::move(choices)));
    import->id = engine.ids().next();
    import->user = user;
    kept_.keep(import);
    return Shared { import };
}

Result<GoodsImports::Shared>
GoodsImports::plan_again(record::Engine& engine, Id id, GoodsChoices choices) {
    const auto before = TRY(find(id));
    auto import
        = TRY(make(engine, before->branch, { before->file, before->bytes }, std::move(choices)));
    import->id = before->id;
    import->user = before->user;
    kept_.keep(import);
    return Shared { import };
}

std::vector<record::CommandType> GoodsImports::commands() {
    record::CommandType commit {
        .name = "giving.commit_goods_import",
        .title = { "登记物资清单", "Enter a list of goods" },
        .capability = "giving.record_goods",
        .fields = commit_goods_fields,
        .make = []() -> std::shared_ptr<void> { return std::make_shared<CommitGoodsImport>(); },
        .run = [this](CommandContext& context, const void* input) -> Result<Outcome> {
            const auto& asked = *static_cast<const CommitGoodsImport*>(input);
            const auto import = TRY(find(TRY(parse_id(asked.plan))));
            return enter(context, *import, asked);
        },
        .listed = false,
    };
    std::vector<record::CommandType> commands;
    commands.push_back(std::move(commit));
    return commands;
}

std::shared_ptr<GoodsImports> goods_imports() {
    static const auto imports = std::make_shared<GoodsImports>();
    return imports;
}

Result<void> undo_goods_import(CommandContext& context, Id batch) {
    const std::array params { Param { context.branch }, Param { batch } };
    const auto gifts = TRY(record::all_of(
        record::queries_of(context.tx),
        context.engine.registry().table(goods_gift_type),
        " WHERE t.branch_id = $1 AND t.batch = $2 AND t.batch IS NOT NULL ORDER BY t.id",
        params
    ));
    for (const auto& gift : gifts) {
        TRY(take_back_goods(context, gift));
    }
    return {};
}

} // namespace boai::giving
