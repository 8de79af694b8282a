#include "base/json_text.hpp"
#include "modules/giving/approval.hpp"
#include "modules/giving/campaigns/gift_matches.hpp"
#include "modules/giving/campaigns/match_import.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/goods/goods_imports.hpp"
#include "modules/giving/import_batch.hpp"
#include "modules/giving/import_service.hpp"
#include "modules/giving/known_in_book.hpp"
#include "record/generic_commands.hpp"
#include "record/rows.hpp"

namespace boai::giving {
namespace {

using exchange::PlannedGift;
using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

/// Books the plan of this id.
struct CommitImport {
    std::string plan;
    bool good_rows_only = false;
    DoubtRule doubtful = DoubtRule::skip;
    bool allow_total_difference = false;
};

constexpr record::FieldSpec commit_fields[] = {
    field<&CommitImport::plan>(TextField {
        .label = { "导入预览", "Plan" }, .max_length = 13, .required = true }),
    field<&CommitImport::good_rows_only>(PlainField { .label
                                                      = { "只导入正确的行", "Good rows only" } }),
    field<&CommitImport::doubtful>(PlainField { .label = { "疑似重复的行", "Doubtful rows" } }),
    field<&CommitImport::allow_total_difference>(PlainField {
        .label = { "合计不符也导入", "Although the total differs" } }),
};
static_assert(record::complete<CommitImport>(commit_fields));

Gift gift_of(const PlannedImport& import, const PlannedGift& planned, Id batch) {
    Gift gift {
        .donor_kind = donor_kind_of(planned.donor_name),
        .donor_name = {},
        .amount = planned.amount,
        .day = *planned.day,
        .channel = import.choices.channel,
        .campaign = import.choices.campaign,
        .reference = planned.reference,
        .batch = batch,
        .fingerprint = stored_fingerprint(planned.fingerprint),
    };
    if (gift.donor_kind != DonorKind::anonymous) {
        gift.donor_name = planned.donor_name;
    }
    for (const auto& text : planned.texts) {
        if (is_note(text.field)) {
            gift.payment_note += (gift.payment_note.empty() ? "" : " ") + text.text;
        }
    }
    return gift;
}

/// Says which row a failure belongs to.
Error at_row(const PlannedImport& import, const PlannedGift& planned, Error error) {
    const auto& sheet = import.plan.sheets[planned.sheet].name;
    const auto row = std::to_string(planned.row);
    const auto cause = error.message;
    error.message = compose({ "工作表 {} 第 {} 行：", "sheet {} row {}: " }, { sheet, row });
    if (error.fields.empty()) {
        error.message.zh += cause.zh;
        error.message.en += cause.en;
    }
    for (const auto& [name, message] : error.fields) {
        error.message.zh += message.zh;
        error.message.en += name + ": " + message.en;
    }
    return error;
}

/// One row: one gift, and what was promised on top of it.
Result<void>
book_row(CommandContext& context, MatchGathering& matches, const PlannedGift& planned, Gift gift) {
    TRY(matches.place(planned, gift));
    return matches.add(planned, TRY(book_gift(context, std::move(gift))));
}

Result<Outcome>
book_plan(CommandContext& context, PlannedImport& import, const CommitChoice& choice) {
    const auto counts = count(import, choice);
    const auto batch_id = context.next_id();
    const auto allowed
        = TRY(allow_amount(context, { LimitedAct::commit_import, counts.accepted_sum }));
    TRY(use_up(context, allowed, batch_id));
    MatchGathering matches { context, import.choices.channel, batch_id };
    for (std::size_t i = 0; i < import.plan.gifts.size(); ++i) {
        const auto& planned = import.plan.gifts[i];
        if (!takes(choice, planned, i)) {
            continue;
        }
        auto booked = book_row(context, matches, planned, gift_of(import, planned, batch_id));
        if (!booked) {
            return std::unexpected(at_row(import, planned, std::move(booked).error()));
        }
        import.done.fetch_add(1, std::memory_order_relaxed);
    }
    ImportBatch batch {
        .file = import.file.substr(0, 255),
        .file_hash = import.plan.file_hash,
        .content_digest = import.plan.content_digest,
        .channel = import.choices.channel,
        .campaign = import.choices.campaign,
        .rows = static_cast<std::int64_t>(counts.rows),
        .accepted = static_cast<std::int64_t>(counts.accepted),
        .refused = static_cast<std::int64_t>(counts.refused),
        .duplicates = static_cast<std::int64_t>(counts.duplicates),
        .sum = counts.accepted_sum,
        .state = BatchState::committed,
        .matched = TRY(matches.book()),
        .differences = kept_differences(import.plan),
    };
    const record::Head head { context.branch, batch_id,    1,
                              context.now,    context.now, context.actor.user };
    const auto& table = context.engine.registry().table(import_batch_type);
    auto outcome = TRY(context.engine.create_as(context, head, table, &batch));
    if (!context.reason.empty()) {
        TRY(context.engine.note(context, import_batch_type, head, "commit", "[]"));
    }
    outcome.json.clear();
    JsonObject { outcome.json }
        .text("id", to_string(batch_id))
        .number("accepted", batch.accepted)
        .text("sum", to_string(batch.sum))
        .text("matched", to_string(batch.matched));
    return outcome;
}

Result<Outcome>
commit_import(const ImportService& service, CommandContext& context, const CommitImport& input) {
    const auto import = TRY(service.find(TRY(parse_id(input.plan))));
    const CommitChoice choice {
        .good_rows_only = input.good_rows_only,
        .doubtful = input.doubtful,
        .allow_total_difference = input.allow_total_difference,
        .decisions = import->decisions,
        .has_reason = !context.reason.empty(),
    };
    if (import->branch != context.branch || import->user != context.actor.user) {
        return fail(Errc::forbidden, Text { "这不是您的导入预览", "this preview is not yours" });
    }
    if (import->batch != 0) {
        return fail(Errc::conflict, Text { "这份文件已经入账", "this file is booked already" });
    }
    if (auto found = obstacle(*import, choice)) {
        return std::unexpected(std::move(*found));
    }
    import->done = 0;
    import->total = count(*import, choice).accepted;
    auto outcome = TRY(book_plan(context, *import, choice));
    context.tx.on_commit([import, id = outcome.id, accepted = import->done.load()] {
        import->batch = id.value;
        import->accepted = accepted;
        import->state = PlanState::committed;
        import->bytes = {};
    });
    return outcome;
}

struct UndoImport {
    Id batch;
    MatchDecision match = MatchDecision::unsaid;
};

constexpr record::FieldSpec undo_fields[] = {
    field<&UndoImport::batch>(ReferenceField {
        .label = { "导入批次", "Import" }, .to = "giving.import_batch", .required = true }),
    field<&UndoImport::match>(asked_match),
};
static_assert(record::complete<UndoImport>(undo_fields));

/// The gifts of a batch that stand.
Result<std::vector<record::Loaded>> gifts_of_batch(CommandContext& context, Id batch) {
    const std::array params { storage::Param { context.branch }, storage::Param { batch } };
    const auto& table = context.engine.registry().table(gift_type);
    return record::all_of(
        record::queries_of(context.tx),
        table,
        " WHERE t.branch_id = $1 AND t.batch = $2 AND t.batch IS NOT NULL ORDER BY t.id",
        params
    );
}

constexpr std::string_view committed[] = { "committed" };
constexpr record::Condition while_committed[] = { { "state", committed } };

Result<Outcome> undo_import(CommandContext& context, const UndoImport& input) {
    const auto& table = context.engine.registry().table(import_batch_type);
    const auto before
        = TRY(table.load(record::queries_of(context.tx), context.branch, input.batch));
    auto batch = before.as<ImportBatch>();
    if (batch.state != BatchState::committed) {
        return fail(Errc::conflict, Text { "这批导入已经撤销", "this import is undone already" });
    }
    TRY(withdraw_matches(context, input.batch, input.match));
    TRY(undo_goods_import(context, input.batch));
    const auto gifts = TRY(gifts_of_batch(context, input.batch));
    for (const auto& gift : gifts) {
        if (gift.as<Gift>().state != GiftState::reversed) {
            TRY(reverse_gift(context, gift, input.batch, input.match));
        }
    }
    batch.state = BatchState::undone;
    return context.engine.update(context, table, before, &batch, { .action = "undo" });
}

}  // namespace

std::vector<record::CommandType> ImportService::commands() {
    std::vector<record::CommandType> commands;
    record::CommandType commit {
        .name = "giving.commit_import",
        .title = { "导入入账", "Book an import" },
        .capability = "giving.commit_import",
        .fields = commit_fields,
        .make = []() -> std::shared_ptr<void> { return std::make_shared<CommitImport>(); },
        .run =
            [this](CommandContext& context, const void* input) {
                return commit_import(*this, context, *static_cast<const CommitImport*>(input));
            },
        .has_limit = true,
        .listed = false,
    };
    commands.push_back(std::move(commit));
    commands.push_back(record::command<UndoImport, undo_import>(
        "giving.undo_import",
        { "撤销整批导入", "Undo an import" },
        "giving.undo_import",
        undo_fields
    ));
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    commands.back().about = "giving.import_batch";
    commands.back().when = while_committed;
    return commands;
}

}  // namespace boai::giving
