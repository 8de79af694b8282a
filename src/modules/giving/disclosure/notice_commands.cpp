#include "modules/giving/disclosure/notice_commands.hpp"

#include "attachments/attachment_commands.hpp"
#include "base/json_text.hpp"
#include "base/told.hpp"
#include "crypto/hash.hpp"
#include "http/compression.hpp"
#include "ledger/commitment.hpp"
#include "ledger/post.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/counters.hpp"
#include "modules/giving/disclosure/notice_inputs.hpp"
#include "modules/giving/disclosure/notice_making.hpp"
#include "modules/giving/disclosure/notice_note.hpp"
#include "record/engine.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using record::Outcome;

/// An hour on the wall in China.
Instant at_hour(Day day, std::int64_t hour) {
    constexpr std::int64_t hour_ms = 3'600'000;
    constexpr std::int64_t ahead_h = 8;
    return { (day.number * 24LL + hour - ahead_h) * hour_ms };
}

Result<Loaded> load_notice(CommandContext& context, Id id, NoticeState wanted) {
    auto loaded = TRY(context.engine.load(context, disclosure_notice_type, id));
    const auto state = loaded.as<DisclosureNotice>().state;
    if (state != wanted) {
        return fail(
            Errc::conflict,
            compose_told(
                { "公示现在是“{}”，须为“{}”", "the notice is {}, not {}" },
                { record::choice_of(state).label, record::choice_of(wanted).label }
            )
        );
    }
    return loaded;
}

Result<Outcome> save_notice(
    CommandContext& context, const Loaded& before, DisclosureNotice after, std::string_view action
) {
    return context.engine.update(
        context, disclosure_notice_type, before, std::move(after), { .action = action }
    );
}

/// A notice tells of every branch it names, so its maker must be allowed to in all of them.
Result<void> demand_scope(const CommandContext& context, NoticeScope scope) {
    if (scope == NoticeScope::branch) {
        return {};
    }
    for (const auto branch : context.engine.branches()->subtree(context.branch)) {
        if (!context.actor.may("giving.draft_notice", branch)) {
            return fail(
                Errc::forbidden,
                Text { "没有下级机构的公示权限，不能做全系统公示",
                       "you may not draft notices in all branches below" }
            );
        }
    }
    return {};
}

/// A campaign that is published: nothing is told of a draft.
Result<void> demand_campaign(CommandContext& context, Id campaign) {
    if (campaign.empty()) {
        return {};
    }
    const auto loaded = TRY(context.engine.refer(context, campaign_type, campaign));
    if (loaded->as<Campaign>().state == CampaignState::draft) {
        return fail_field(
            "campaign", Text { "活动还没有发布", "the campaign is not published yet" }
        );
    }
    return {};
}

Result<Outcome> draft(
    CommandContext& context, const modules::ReadMoneyMoves& read_moves, const DraftNotice& input
) {
    TRY(demand_scope(context, input.scope));
    TRY(demand_campaign(context, input.campaign));
    DisclosureNotice notice { .scope = input.scope, .campaign = input.campaign };
    if (input.begins_on) {
        notice.begins = at_hour(*input.begins_on, input.begins_hour);
    } else {
        NoticeReader reader { context.engine, record::queries_of(context.tx), read_moves };
        const auto before = TRY(reader.previous(context.branch, notice));
        if (!before) {
            return fail_field(
                "begins_on",
                Text { "这是第一期，请填写起始日期",
                       "this is the first notice: say when it begins" }
            );
        }
        notice.begins = before->ends;
    }
    notice.ends = at_hour(input.ends_on, input.ends_hour);
    if (notice.ends <= notice.begins) {
        return fail_field(
            "ends_on", Text { "截止时间须晚于起始时间", "must be after the time the period begins" }
        );
    }
    return context.engine.create(context, disclosure_notice_type, std::move(notice));
}

void take_sums(DisclosureNotice& notice, const NoticeTotals& totals) {
    notice.gifts = totals.gifts;
    notice.received = totals.amount - totals.returned;
    notice.goods_value = totals.goods_value;
    notice.used = totals.used;
    notice.closing = totals.closing;
}

Result<Outcome> check(
    CommandContext& context, const modules::ReadMoneyMoves& read_moves, const CheckNotice& input
) {
    const auto loaded = TRY(load_notice(context, input.notice, NoticeState::draft));
    auto notice = loaded.as<DisclosureNotice>();
    const auto made = TRY(make_notice(context, read_moves, notice));
    TRY(demand_no_errors(made.findings));
    auto warnings = told(made.findings, Severity::warning);
    if (!warnings.zh.empty() && input.accepted.empty()) {
        return fail_field(
            "accepted",
            Message { "请逐项说明：\n" + cut_findings(std::move(warnings.zh)),
                      "say why it stands nevertheless:\n" + cut_findings(std::move(warnings.en)) }
        );
    }
    notice.state = NoticeState::checked;
    notice.warnings = cut_findings(std::move(warnings.zh));
    notice.accepted = notice.warnings.empty() ? "" : input.accepted;
    notice.sha256 = made.sha256;
    notice.checked_by = context.actor.user;
    take_sums(notice, made.read.notice.totals);
    return save_notice(context, loaded, std::move(notice), "check");
}

Result<Outcome> redraft(CommandContext& context, const OneNotice& input) {
    const auto loaded = TRY(load_notice(context, input.notice, NoticeState::checked));
    auto notice = loaded.as<DisclosureNotice>();
    notice.state = NoticeState::draft;
    notice.sha256.clear();
    notice.checked_by = {};
    return save_notice(context, loaded, std::move(notice), "redraft");
}

Result<Outcome> drop(CommandContext& context, const OneNotice& input) {
    const auto loaded = TRY(load_notice(context, input.notice, NoticeState::draft));
    auto notice = loaded.as<DisclosureNotice>();
    notice.state = NoticeState::dropped;
    return save_notice(context, loaded, std::move(notice), "drop");
}

std::string code_of_branch(const CommandContext& context) {
    return std::string { context.engine.branches()->code_of(context.branch) };
}

/// A leaf about a notice: its number, and the hash of what everybody can fetch.
Result<std::int64_t> post_leaf(
    CommandContext& context,
    ledger::EntryKind kind,
    Id notice,
    const ledger::PublishedTold& published,
    std::optional<std::int64_t> corrects
) {
    const auto code = code_of_branch(context);
    const auto public_id = ledger::public_id(context.engine.vault(), notice);
    ledger::Entry entry { .kind = kind,
                          .branch = context.branch,
                          .branch_code = code,
                          .source = notice,
                          .public_id = public_id,
                          .day = context.today(),
                          .published = published };
    if (corrects) {
        entry.corrects = static_cast<std::uint64_t>(*corrects);
    }
    const auto posted = TRY(ledger::post(context.tx, entry));
    return static_cast<std::int64_t>(posted.entry);
}

/// Neither the maker nor the checker: the second person looks with fresh eyes.
Result<void> demand_second_person(const CommandContext& context, const DisclosureNotice& notice) {
    if (!context.actor.is_system && context.actor.user == notice.checked_by) {
        return fail(
            Errc::forbidden,
            Text { "核对人不能发布，须由另一人发布",
                   "who checked it may not publish it: another person must" }
        );
    }
    return {};
}

/// Keeps the file, whose hash everybody can compare, and says so in the log.
Result<void>
keep_notice(CommandContext& context, Id id, DisclosureNotice& notice, const MadeNotice& made) {
    constexpr int best = 9;
    notice.sha256 = made.sha256;
    notice.content = TRY(attachments::keep_made_file(
        context,
        { .record = std::string { disclosure_notice_type.name },
          .owner = to_string(id),
          .kind = attachments::PaperKind::list,
          .name = made.read.notice.number + ".json.gz",
          .media_type = "application/gzip" },
        http::gzip(made.bytes, best)
    ));
    notice.entry = TRY(post_leaf(
        context, ledger::EntryKind::notice, id, { made.read.notice.number, made.sha256 }, {}
    ));
    return {};
}

Result<Outcome> publish(
    CommandContext& context, const modules::ReadMoneyMoves& read_moves, const OneNotice& input
) {
    const auto loaded = TRY(load_notice(context, input.notice, NoticeState::checked));
    auto notice = loaded.as<DisclosureNotice>();
    TRY(demand_second_person(context, notice));
    const auto unnumbered = TRY(make_notice(context, read_moves, notice));
    if (unnumbered.sha256 != notice.sha256) {
        return fail(
            Errc::conflict,
            Text { "核对之后内容有变化（例如登记了冲销），请退回草稿重新核对",
                   "it says something else than what was checked: take it back to a draft and "
                   "check it again" }
        );
    }
    notice.year = civil(context.today()).year;
    notice.number = TRY(count_up(context, "notice:" + std::to_string(notice.year)));
    auto made = unnumbered;
    TRY(number_notice(made, notice_text(code_of_branch(context), notice)));
    TRY(keep_notice(context, loaded.head.id, notice, made));
    notice.state = NoticeState::published;
    notice.published_on = context.today();
    notice.published_by = context.actor.user;
    auto outcome = TRY(save_notice(context, loaded, notice, "publish"));
    outcome.json.clear();
    JsonObject { outcome.json }
        .text("id", to_string(loaded.head.id))
        .number("version", outcome.version)
        .text("number", made.read.notice.number)
        .text("sha256", made.sha256);
    return outcome;
}

Result<Outcome> annotate(CommandContext& context, const AnnotateNotice& input) {
    const auto loaded = TRY(load_notice(context, input.notice, NoticeState::published));
    const auto& notice = loaded.as<DisclosureNotice>();
    const auto number = notice_text(code_of_branch(context), notice);
    const auto hash = crypto::hex(crypto::view(crypto::sha256(input.text)));
    NoticeNote note { .notice = input.notice, .text = input.text, .day = context.today() };
    note.entry = TRY(post_leaf(
        context, ledger::EntryKind::notice_note, input.notice, { number, hash }, notice.entry
    ));
    return context.engine.create(context, notice_note_type, std::move(note));
}

constexpr std::string_view draft_state[] = { "draft" };
constexpr std::string_view checked_state[] = { "checked" };
constexpr std::string_view published_state[] = { "published" };
constexpr record::Condition while_draft[] = { { "state", draft_state } };
constexpr record::Condition while_checked[] = { { "state", checked_state } };
constexpr record::Condition while_published[] = { { "state", published_state } };

constexpr std::string_view notice_record = "giving.disclosure_notice";

/// A command that reads the moves of money.
template <class T, auto Handler>
record::CommandType reading_moves(
    std::string_view name,
    Text title,
    std::string_view capability,
    std::span<const record::FieldSpec> fields,
    const modules::ReadMoneyMoves& read_moves
) {
    record::CommandType type { .name = std::string { name },
                               .title = title,
                               .capability = std::string { capability },
                               .fields = fields };
    type.make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
    type.run = [read_moves](CommandContext& context, const void* input) {
        return Handler(context, read_moves, *static_cast<const T*>(input));
    };
    return type;
}

record::CommandType on_notice(
    record::CommandType type, std::span<const record::Condition> when, bool four_eyes = false
) {
    type.about = notice_record;
    type.when = when;
    type.four_eyes = four_eyes;
    return type;
}

} // namespace

std::vector<record::CommandType> notice_commands(const modules::ReadMoneyMoves& read_moves) {
    constexpr std::string_view drafts = "giving.draft_notice";
    constexpr std::string_view publishes = "giving.publish_notice";
    auto drafting = reading_moves<DraftNotice, draft>(
        "giving.draft_notice", { "起草公示", "Draft a notice" }, drafts, draft_fields, read_moves
    );
    drafting.makes = notice_record;
    auto redrafting = record::command<OneNotice, redraft>(
        "giving.redraft_notice", { "退回草稿", "Back to a draft" }, drafts, one_notice_fields
    );
    redrafting.needs_reason = true;
    return {
        std::move(drafting),
        on_notice(
            reading_moves<CheckNotice, check>(
                "giving.check_notice", { "核对", "Check" }, drafts, check_fields, read_moves
            ),
            while_draft
        ),
        on_notice(std::move(redrafting), while_checked),
        on_notice(
            record::command<OneNotice, drop>(
                "giving.drop_notice", { "放弃草稿", "Drop the draft" }, drafts, one_notice_fields
            ),
            while_draft
        ),
        on_notice(
            reading_moves<OneNotice, publish>(
                "giving.publish_notice",
                { "发布公示", "Publish the notice" },
                publishes,
                one_notice_fields,
                read_moves
            ),
            while_checked,
            true
        ),
        on_notice(
            record::command<AnnotateNotice, annotate>(
                "giving.annotate_notice",
                { "添加更正说明", "Add a note" },
                publishes,
                annotate_fields
            ),
            while_published,
            true
        ),
    };
}

} // namespace boai::giving
