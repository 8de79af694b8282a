#include "modules/giving/import_service.hpp"

#include "exchange/profile.hpp"
#include "exchange/table_finder.hpp"
#include "exchange/workbook_reader.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/match_import.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/import_profile.hpp"
#include "modules/giving/known_in_book.hpp"
#include "text/name_text.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using RowState = exchange::GiftState;
using storage::Param;

/// Words in a file's name or title that tell its channel; the first that occurs counts. Latin words
/// stand alone: "pos" is not in "purpose".
struct ChannelWords {
    std::string_view word;
    std::string_view kind;
};

constexpr std::array channel_words {
    ChannelWords { "云闪付", "unionpay" },   ChannelWords { "银联", "unionpay" },
    ChannelWords { "unionpay", "unionpay" }, ChannelWords { "支付宝", "alipay" },
    ChannelWords { "alipay", "alipay" },     ChannelWords { "微信", "wechat" },
    ChannelWords { "wechat", "wechat" },     ChannelWords { "二维码", "terminal" },
    ChannelWords { "pos", "terminal" },      ChannelWords { "qr", "terminal" },
    ChannelWords { "公益平台", "platform" }, ChannelWords { "邮局", "post" },
    ChannelWords { "邮政汇款", "post" },     ChannelWords { "捐款箱", "cash" },
    ChannelWords { "募捐箱", "cash" },       ChannelWords { "现金公示", "other" }, // not goods
    ChannelWords { "现金", "cash" },         ChannelWords { "银行", "bank" },
    ChannelWords { "bank", "bank" },
};

bool is_latin_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/// Whether a word occurs in a text in lower case, a Latin one with no letter beside it.
bool mentions(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool joined = (at > 0 && is_latin_letter(text[at - 1]))
            || (end < text.size() && is_latin_letter(text[end]));
        if (!is_latin_letter(word.front()) || !joined) {
            return true;
        }
    }
    return false;
}

/// An open channel of this kind, else of the kind "other", else the only one; in the branch or
/// above it. None when several are left: an officer chooses, rather than the program by chance.
Result<Id> find_channel(
    storage::Connection& connection, const std::vector<Id>& branches, std::string_view kind
) {
    std::vector<Param> params { kind };
    std::string places;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    std::vector<Id> found;
    bool fits = false;
    TRY(connection.query(
        "SELECT id, kind FROM giving_channel WHERE branch_id IN (" + places
            + ") AND state = 'open' ORDER BY CASE WHEN kind = $1 THEN 0 WHEN kind = 'other' THEN 1 "
              "ELSE 2 END, id LIMIT 2",
        params,
        [&](const storage::Row& row) -> Result<void> {
            fits = fits || row.text(1) == kind || row.text(1) == "other";
            found.push_back(row.id(0));
            return {};
        }
    ));
    if (found.empty()) {
        return fail_field(
            "channel",
            Text { "还没有可用的渠道，请先新建一个", "there is no open channel yet; add one first" }
        );
    }
    return fits || found.size() == 1 ? found.front() : Id {};
}

/// The campaign chosen for a file; none when none is. Errors: invalid.
Result<std::optional<Campaign>> load_campaign(
    record::Engine& engine, storage::Connection& connection, const std::vector<Id>& branches, Id id
) {
    if (id.empty()) {
        return std::optional<Campaign> {};
    }
    const auto& table = engine.registry().table(campaign_type);
    const auto loaded = table.load_in(record::queries_of(connection), branches, id);
    if (!loaded && loaded.error().code == Errc::not_found) {
        return fail_field("campaign", Text { "没有这个活动", "there is no such campaign" });
    }
    return std::optional { TRY(loaded).as<Campaign>() };
}

/// The kind of channel a file's gifts came by: of the statement it is known as, else by the words
/// of its name and titles, else by those of its headings.
std::string_view kind_of_file(const std::string& file, const exchange::Workbook& workbook) {
    std::string words = file;
    std::string headings;
    for (const auto& sheet : workbook.sheets) {
        const auto table = exchange::find_table(workbook, sheet, exchange::gift_fields(), nullptr);
        if (table.layout != nullptr) {
            return table.layout->channel;
        }
        words += ' ' + sheet.name;
        for (const auto& title : table.titles) {
            words += ' ' + title;
        }
        for (const auto& column : table.columns) {
            headings += ' ' + column.header;
        }
    }
    const auto kind = channel_kind_of(words);
    return kind == "other" ? channel_kind_of(headings) : kind;
}

/// What of the file itself stands in the way of booking it.
std::optional<Message>
fault_of(const PlannedImport& import, const CommitChoice& choice, const PlanCounts& counts) {
    const auto& plan = import.plan;
    if (plan.same_file) {
        return Text { "这份名单已经导入过，没有新的捐款",
                      "this list was imported before; nothing in it is new" };
    }
    if (counts.refused > 0 && !choice.good_rows_only) {
        return compose(
            { "有 {} 行不能入账；请更正文件，或选择只导入正确的行",
              "{} rows cannot be booked; correct the file, or choose to import the good rows "
              "only" },
            { std::to_string(counts.refused) }
        );
    }
    if (choice.doubtful == DoubtRule::decide && counts.undecided > 0) {
        return compose(
            { "还有 {} 行存疑没有决定；请逐行选择入账或略过",
              "{} doubtful rows are not decided on; take or skip each of them" },
            { std::to_string(counts.undecided) }
        );
    }
    if (plan.difference.fen != 0 && !choice.allow_total_difference) {
        return compose(
            { "各行合计与文件写明的总额相差 {} 元；请核对，或选择照样导入",
              "the rows differ from the total the file states by {} yuan; check it, or choose to "
              "import all the same" },
            { to_string(plan.difference) }
        );
    }
    if (!plan.column_differences.empty() && !choice.allow_total_difference) {
        return told_difference(plan, plan.column_differences.front());
    }
    if (import.choices.channel.empty()) {
        return Text { "看不出这些捐款走的是哪个渠道，请选择",
                      "the file does not tell by which channel the gifts came; choose one" };
    }
    const bool day_missing
        = std::ranges::any_of(plan.gifts, [](const auto& gift) { return !gift.day; });
    if (day_missing) {
        return Text { "文件里没有捐赠日期，请填写日期",
                      "the file gives no day of the gifts; choose one" };
    }
    if (plan.gifts.empty()) {
        const auto problem = std::ranges::find_if(plan.sheets, [](const auto& sheet) {
            return sheet.problem.has_value();
        });
        if (problem != plan.sheets.end()) {
            return problem->problem;
        }
    }
    if (counts.accepted == 0) {
        return Text { "没有可入账的新捐款", "there is no new gift to book" };
    }
    return std::nullopt;
}

} // namespace

std::string_view name_of(PlanState state) {
    switch (state) {
    case PlanState::planned:
        return "planned";
    case PlanState::running:
        return "running";
    case PlanState::committed:
        return "committed";
    case PlanState::undone:
        return "undone";
    case PlanState::refused:
        return "refused";
    }
    return "refused";
}

std::string_view channel_kind_of(std::string_view words) {
    std::string lower { words };
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto at = std::ranges::find_if(channel_words, [&](const ChannelWords& known) {
        return mentions(lower, known.word);
    });
    return at == channel_words.end() ? "other" : at->kind;
}

DonorKind donor_kind_of(std::string_view name) {
    if (text::is_anonymous_name(name)) {
        return DonorKind::anonymous;
    }
    return text::looks_like_organisation(name) ? DonorKind::organisation : DonorKind::person;
}

Result<std::shared_ptr<const exchange::Workbook>> workbook_in(const SentFile& file) {
    if (file.workbook) {
        return file.workbook;
    }
    return std::make_shared<const exchange::Workbook>(TRY(exchange::read_workbook(file.bytes)));
}

Result<std::shared_ptr<PlannedImport>>
ImportService::make(record::Engine& engine, Id branch, SentFile file, ImportChoices choices) {
    const auto workbook = TRY(workbook_in(file));
    auto lease = TRY(engine.readers().lend());
    const auto branches = engine.branches()->path_up(branch);
    if (choices.channel.empty()) {
        const auto kind = kind_of_file(file.name, *workbook);
        choices.channel = TRY(find_channel(*lease, branches, kind));
    }
    const auto profiles = TRY(load_profiles(engine, *lease, branches, choices.profile));
    auto campaign = TRY(load_campaign(engine, *lease, branches, choices.campaign));
    const auto known = known_in_book(*lease, branch, choices.channel);
    const exchange::PlanRequest request {
        .file_name = file.name,
        .fields = exchange::gift_fields(),
        .choices = choices.sheets,
        .profiles = profiles,
        .day = choices.day,
        .today = local_day(engine.clock().now()),
        .fingerprint_key = fingerprint_key(engine.vault()),
        .known = &known,
    };
    auto import = std::make_shared<PlannedImport>();
    import->plan = TRY(exchange::plan_import(*workbook, exchange::sha256_hex(file.bytes), request));
    check_matches(import->plan);
    import->branch = branch;
    import->file = std::move(file.name);
    import->bytes = std::move(file.bytes);
    import->choices = std::move(choices);
    import->campaign = std::move(campaign);
    return import;
}

Result<std::shared_ptr<PlannedImport>> ImportService::plan(
    record::Engine& engine, Id user, Id branch, SentFile file, ImportChoices choices
) {
    auto import = TRY(make(engine, branch, std::move(file), std::move(choices)));
    import->id = engine.ids().next();
    import->user = user;
    kept_.keep(import);
    return import;
}

Result<std::shared_ptr<PlannedImport>>
ImportService::plan_again(record::Engine& engine, Id id, ImportChoices choices) {
    const auto before = TRY(find(id));
    if (before->state != PlanState::planned && before->state != PlanState::refused) {
        return fail(
            Errc::conflict,
            Text { "这份文件已在导入或已入账", "this file is being booked or is booked" }
        );
    }
    auto import
        = TRY(make(engine, before->branch, { before->file, before->bytes }, std::move(choices)));
    import->id = id;
    import->user = before->user;
    kept_.keep(import);
    return import;
}

bool takes(const CommitChoice& choice, const exchange::PlannedGift& gift, std::size_t index) {
    return gift.state == RowState::accepted
        || (gift.state == RowState::doubtful
            && is_taken(choice.doubtful, choice.decisions.get(), index));
}

PlanCounts count(const PlannedImport& import, const CommitChoice& choice) {
    const auto& plan = import.plan;
    PlanCounts counts {
        .rows = plan.gifts.size() + plan.refused.size(),
        .refused = plan.refused.size(),
    };
    for (std::size_t i = 0; i < plan.gifts.size(); ++i) {
        const auto& gift = plan.gifts[i];
        const bool taken = !plan.same_file && takes(choice, gift, i);
        counts.accepted += taken ? 1 : 0;
        const bool outside = import.campaign && gift.day && !is_within(*import.campaign, *gift.day);
        counts.outside += taken && outside ? 1 : 0;
        counts.accepted_sum.fen += taken ? gift.amount.fen : 0;
        counts.duplicates += plan.same_file || gift.state == RowState::duplicate ? 1U : 0U;
        counts.doubtful += !plan.same_file && gift.state == RowState::doubtful ? 1U : 0U;
    }
    counts.undecided = counts.doubtful - (choice.decisions ? choice.decisions->size() : 0);
    return counts;
}

std::optional<Error> obstacle(const PlannedImport& import, const CommitChoice& choice) {
    const auto counts = count(import, choice);
    if (auto fault = fault_of(import, choice, counts)) {
        return Error { Errc::conflict, std::move(*fault), {} };
    }
    if (counts.outside > 0 && !choice.has_reason) {
        const auto message = compose(
            { "有 {} 行不在该活动的日期（{}）之内；确属该活动的，请写明原因",
              "{} rows are not within the days of the campaign ({}); give a reason if they are "
              "meant" },
            { std::to_string(counts.outside), days_text(*import.campaign) }
        );
        return Error { Errc::invalid, message, { { "reason", message } } };
    }
    return std::nullopt;
}

} // namespace boai::giving
