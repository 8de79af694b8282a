#include "attachments/attachment_commands.hpp"

#include "attachments/media_type.hpp"
#include "attachments/store.hpp"
#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "crypto/hash.hpp"
#include "ledger/commitment.hpp"
#include "ledger/post.hpp"
#include "record/engine.hpp"
#include "record/erasure.hpp"
#include "record/validate.hpp"

#include <algorithm>
#include <array>

namespace boai::attachments {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using record::TextField;
using storage::Param;

constexpr std::string_view paper_field = "paper";

constexpr record::FieldSpec input_fields[] = {
    field<&Attach::record>(TextField {
        .label = { "记录类型", "Record type" }, .max_length = 100, .required = true }),
    field<&Attach::owner>(TextField {
        .label = { "记录", "Record" }, .max_length = 20, .required = true }),
    field<&Attach::kind>(PlainField { .label = { "附件种类", "Kind" } }),
    field<&Attach::name>(TextField { .label = { "文件名", "File name" },
                                     .max_length = limits::attachment_name_bytes_max,
                                     .required = true }),
    field<&Attach::sha256>(TextField {
        .label = { "SHA-256", "SHA-256" }, .max_length = 64, .required = true }),
};

/// Whether the actor may change the papers of this record as it stands.
/// Errors: not_found, forbidden, conflict.
Result<void> demand_holder(
    CommandContext& context, const Holders& holders, const Attachment& attachment, Change change
) {
    const auto holder = std::ranges::find(holders, attachment.record, &Holder::record);
    const auto* table = context.engine.registry().find_record(attachment.record);
    if (holder == holders.end() || table == nullptr) {
        return fail_field(
            "record", Text { "这类记录没有附件", "records of this type have no attachments" }
        );
    }
    if (!context.actor.may(holder->capability, context.branch)) {
        return fail(
            Errc::forbidden,
            compose({ "没有权限（{}）", "this needs the permission {}" }, { holder->capability })
        );
    }
    const auto owner = TRY(
        table->load(record::queries_of(context.tx), context.branch, TRY(parse_id(attachment.owner)))
    );
    return holder->check(record::queries_of(context.tx), owner, attachment.kind, change);
}

Result<void> demand_room(CommandContext& context, const std::string& owner) {
    const std::array key { Param { context.branch }, Param { owner } };
    std::int64_t count = 0;
    TRY(context.tx.query(
        "SELECT count(*) FROM attachments_attachment WHERE branch_id = $1 AND owner = $2 AND state "
        "= 'kept'",
        key,
        [&](const storage::Row& row) -> Result<void> {
            count = row.number(0);
            return {};
        }
    ));
    if (count >= static_cast<std::int64_t>(limits::attachments_per_record_max)) {
        return fail(
            Errc::conflict, Text { "附件太多，请合并后再上传", "there are too many attachments" }
        );
    }
    return {};
}

/// Checks the bytes against what is said of them. Errors: invalid.
Result<Attachment> described(const Attach& input) {
    if (input.content == nullptr) {
        return fail(
            Errc::invalid,
            Text { "文件请发到 /api/v1/attachments", "send the file to /api/v1/attachments" }
        );
    }
    TRY(check_name(input.name));
    const auto type = TRY(media_type_of(*input.content));
    if (!fits_name(type, input.name)) {
        return fail_field(
            "name",
            compose(
                { "文件内容是 {}，与扩展名不符", "the file is {}, which its name denies" }, { type }
            )
        );
    }
    return Attachment { .record = input.record,
                        .owner = input.owner,
                        .kind = input.kind,
                        .name = input.name,
                        .media_type = std::string { type },
                        .size = static_cast<std::int64_t>(input.content->size()),
                        .sha256 = input.sha256 };
}

/// Writes the row, the bytes, and a leaf of the branch's log that commits to the hash without
/// telling it.
Result<void> write(
    CommandContext& context,
    const record::Head& head,
    Attachment& attachment,
    std::string_view bytes
) {
    const auto tree = context.engine.branches();
    const auto owner = TRY(parse_id(attachment.owner));
    const auto public_id = ledger::public_id(context.engine.vault(), owner);
    const ledger::Entry entry { .kind = ledger::EntryKind::paper,
                                .branch = context.branch,
                                .branch_code = tree->code_of(context.branch),
                                .source = owner,
                                .public_id = public_id,
                                .day = context.today() };
    const auto checked = TRY(ledger::check(context.tx, entry));
    attachment.entry = static_cast<std::int64_t>(checked.index);
    const auto& table = context.engine.registry().table(attachment_type);
    TRY(record::validate(attachment_type.fields, &attachment));
    std::optional<crypto::SubjectKey> key;
    TRY(table.insert(context.tx, head, &attachment, &key));
    if (!key) {
        return fail(Errc::internal, Text { "附件没有密钥", "the attachment has no key" });
    }
    const auto salt = ledger::salt_of(*key, { paper_field, head.id, checked.index });
    const std::array commitments { ledger::Commitment {
        std::string { paper_field }, ledger::commit(paper_field, salt, attachment.sha256) } };
    TRY(ledger::post(context.tx, checked, commitments));
    return keep_content(context.tx, *key, context.branch, head.id, bytes);
}

Result<Outcome> attach(CommandContext& context, const Holders& holders, const Attach& input) {
    auto attachment = TRY(described(input));
    TRY(demand_holder(context, holders, attachment, Change::attach));
    TRY(demand_room(context, attachment.owner));
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    TRY(write(context, head, attachment, *input.content));
    Outcome outcome { head.id, head.version, {} };
    JsonObject { outcome.json }
        .text("id", to_string(head.id))
        .number("version", head.version)
        .text("media_type", attachment.media_type)
        .number("size", attachment.size)
        .text("sha256", attachment.sha256);
    return outcome;
}

struct OneAttachment {
    Id attachment;
};

constexpr record::FieldSpec one_fields[] = {
    field<&OneAttachment::attachment>(ReferenceField {
        .label = { "附件", "Attachment" }, .to = "attachments.attachment", .required = true }),
};
static_assert(record::complete<OneAttachment>(one_fields));

Result<Loaded> load_kept(CommandContext& context, Id id) {
    auto loaded = TRY(context.engine.load(context, attachment_type, id));
    if (loaded.as<Attachment>().state == PaperState::erased) {
        return fail(Errc::conflict, Text { "附件内容已删除", "its content was erased already" });
    }
    return loaded;
}

Result<Outcome>
save(CommandContext& context, const Loaded& before, PaperState state, std::string_view action) {
    auto after = before.as<Attachment>();
    after.state = state;
    return context.engine.update(
        context, attachment_type, before, std::move(after), { .action = action }
    );
}

Result<Outcome>
withdraw(CommandContext& context, const Holders& holders, const OneAttachment& input) {
    const auto loaded = TRY(load_kept(context, input.attachment));
    const auto& attachment = loaded.as<Attachment>();
    if (attachment.state != PaperState::kept) {
        return fail(Errc::conflict, Text { "附件已撤回", "it was withdrawn already" });
    }
    TRY(demand_holder(context, holders, attachment, Change::withdraw));
    return save(context, loaded, PaperState::withdrawn, "withdraw");
}

/// Destroys the bytes and their key; the row and its leaf stay, so that every proof still holds.
/// Source: PIPL article 47.
Result<Outcome> erase_content(CommandContext& context, const Loaded& loaded) {
    auto outcome = TRY(save(context, loaded, PaperState::erased, "erase"));
    const std::array key { Param { context.branch }, Param { loaded.head.id } };
    TRY(context.tx.execute("DELETE FROM attachments_content WHERE branch_id = $1 AND id = $2", key)
    );
    TRY(record::erase_subject(context.tx, context.engine.registry(), context.branch, loaded.head.id)
    );
    return outcome;
}

Result<Outcome> erase(CommandContext& context, const OneAttachment& input) {
    return erase_content(context, TRY(load_kept(context, input.attachment)));
}

constexpr std::string_view kept_words[] = { "kept" };
constexpr std::string_view readable_words[] = { "kept", "withdrawn" };
constexpr record::Condition while_kept[] = { { "state", kept_words } };
constexpr record::Condition while_readable[] = { { "state", readable_words } };

} // namespace

Result<Id> keep_made_file(CommandContext& context, Attachment attachment, std::string_view bytes) {
    TRY(check_name(attachment.name));
    attachment.size = static_cast<std::int64_t>(bytes.size());
    attachment.sha256 = crypto::hex(crypto::view(crypto::sha256(bytes)));
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    TRY(write(context, head, attachment, bytes));
    return head.id;
}

Result<void> erase_papers(CommandContext& context, Id owner) {
    const auto& table = context.engine.registry().table(attachment_type);
    const auto papers = TRY(
        attachments_of(record::queries_of(context.tx), table, context.branch, to_string(owner))
    );
    for (const auto& paper : papers) {
        if (paper.as<Attachment>().state != PaperState::erased) {
            TRY(erase_content(context, paper));
        }
    }
    return {};
}

std::span<const record::FieldSpec> attach_fields() {
    return input_fields;
}

std::vector<record::CommandType> attachment_commands(const Holders& holders) {
    record::CommandType attaching { .name = "attachments.attach",
                                    .title = { "上传附件", "Attach a file" },
                                    .capability = "attachments.attach",
                                    .fields = input_fields };
    attaching.make = []() -> std::shared_ptr<void> { return std::make_shared<Attach>(); };
    attaching.run = [holders](CommandContext& context, const void* input) {
        return attach(context, holders, *static_cast<const Attach*>(input));
    };
    // The bytes come by an endpoint of their own.
    attaching.listed = false;
    record::CommandType withdrawing { .name = "attachments.withdraw",
                                      .title = { "撤回附件", "Withdraw an attachment" },
                                      .capability = "attachments.attach",
                                      .fields = one_fields };
    withdrawing.make = []() -> std::shared_ptr<void> { return std::make_shared<OneAttachment>(); };
    withdrawing.run = [holders](CommandContext& context, const void* input) {
        return withdraw(context, holders, *static_cast<const OneAttachment*>(input));
    };
    withdrawing.needs_reason = true;
    withdrawing.about = attachment_type.name;
    withdrawing.when = while_kept;
    auto erasing = record::command<OneAttachment, erase>(
        "attachments.erase",
        { "删除附件内容", "Erase an attachment's content" },
        "people.erase_person",
        one_fields
    );
    erasing.needs_reason = true;
    erasing.in_closed_branch = true;
    erasing.about = attachment_type.name;
    erasing.when = while_readable;
    return { std::move(attaching), std::move(withdrawing), std::move(erasing) };
}

} // namespace boai::attachments
