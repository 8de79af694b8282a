#include "modules/giving/campaign.hpp"

#include "modules/giving/campaigns/plan_rules.hpp"
#include "modules/giving/limits.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <tuple>

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Campaign::name>(TextField { .label = { "活动名称", "Name" },
                                       .max_length = 80,
                                       .required = true,
                                       .in_list = true,
                                       .search = true,
                                       .privacy = Privacy::open }),
    field<&Campaign::summary>(TextField { .label = { "简介", "Summary" },
                                          .max_length = 2000,
                                          .multiline = true,
                                          .privacy = Privacy::open }),
    field<&Campaign::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" },
        .to = "giving.purpose",
        .help = { "不选则为非定向", "Leave empty for unrestricted gifts" },
        .in_list = true,
        .privacy = Privacy::open }),
    field<&Campaign::target>(NumberField { .label = { "目标金额（元）", "Target (yuan)" },
                                           .help = { "0 表示不设目标", "0 for none" },
                                           .min = 0,
                                           .max = amount_fen_max,
                                           .in_list = true,
                                           .privacy = Privacy::open }),
    field<&Campaign::begins>(PlainField { .label = { "开始日期", "Begins" },
                                          .required = true,
                                          .in_list = true,
                                          .privacy = Privacy::open }),
    field<&Campaign::ends>(PlainField {
        .label = { "结束日期", "Ends" }, .in_list = true, .privacy = Privacy::open }),
    field<&Campaign::filing_number>(TextField {
        .label = { "募捐方案备案号", "Filing number" },
        .help = { "仅用于方案未录入本系统的活动", "Only where the plan itself is not kept here" },
        .max_length = 60,
        .privacy = Privacy::open }),
    field<&Campaign::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
    field<&Campaign::raises_publicly>(PlainField {
        .label = { "面向公众募捐", "Raises funds publicly" },
        .help
        = { "公开募捐只能在民政部指定的平台进行，本站只给出链接；仅面向特定对象的活动可取消勾选",
            "Public fundraising takes place on a designated platform, to which this site "
            "only links; untick it for an appeal to known donors" },
        .privacy = Privacy::open }),
    field<&Campaign::platform>(TextField { .label = { "指定平台", "Designated platform" },
                                           .max_length = 60,
                                           .privacy = Privacy::open }),
    field<&Campaign::platform_link>(TextField {
        .label = { "平台活动页网址", "Address on the platform" },
        .help = { "以 https:// 开头", "Begins with https://" },
        .max_length = 300,
        .privacy = Privacy::open }),
    field<&Campaign::plan>(ReferenceField {
        .label = { "募捐方案", "Fundraising plan" },
        .to = "giving.fundraising_plan",
        .help = { "公开募捐的活动须有已备案的方案", "Needed to raise funds publicly" },
        .privacy = Privacy::open }),
};

constexpr record::Key campaign_keys[] = { { .columns = "plan", .where = "plan IS NOT NULL" } };

/// An https address of a named host: nobody's page is to be sent anywhere else.
bool is_web_address(std::string_view link) {
    constexpr std::string_view scheme = "https://";
    if (!link.starts_with(scheme)) {
        return false;
    }
    link.remove_prefix(scheme.size());
    const auto host = link.substr(0, link.find_first_of("/?#"));
    const auto fits = [](char c) {
        const auto lower = static_cast<char>(c | 0x20);
        return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    const auto printable = [](char c) { return c > ' ' && c < 0x7F; };
    return host.contains('.') && std::ranges::all_of(host, fits)
        && std::ranges::all_of(link, printable);
}

/// Whether what a public campaign may be open by has to be looked at: it is opened, or moved.
bool raises_anew(const Campaign* old, const Campaign& campaign) {
    if (campaign.state != CampaignState::open || !campaign.raises_publicly) {
        return false;
    }
    const auto places = [](const Campaign& c) {
        return std::tie(c.plan, c.begins, c.ends, c.raises_publicly, c.platform_link);
    };
    return old == nullptr || old->state != CampaignState::open || places(*old) != places(campaign);
}

Result<void> check_plan_of(record::CommandContext& context, const Campaign& campaign) {
    if (campaign.plan.empty()) {
        return check_raising(campaign, nullptr, context.today());
    }
    const auto plan = TRY(context.engine.refer(context, fundraising_plan_type, campaign.plan));
    return check_raising(campaign, &plan->as<FundraisingPlan>(), context.today());
}

constexpr std::string_view from_draft[] = { "draft" };
constexpr std::string_view from_open[] = { "open" };
constexpr std::string_view from_closed[] = { "closed" };
constexpr record::Transition transitions[] = {
    { .name = "publish",
      .title = { "发布", "Publish" },
      .from = from_draft,
      .to = "open",
      .capability = "giving.campaign.publish",
      .four_eyes = true },
    { .name = "close",
      .title = { "结束", "Close" },
      .from = from_open,
      .to = "closed",
      .capability = "giving.campaign.publish" },
    { .name = "reopen",
      .title = { "重新开放", "Reopen" },
      .from = from_closed,
      .to = "open",
      .capability = "giving.campaign.publish",
      .needs_reason = true },
};

constexpr record::RecordType declared = record::of<Campaign>({
    .name = "giving.campaign",
    .title = { "募捐活动", "Campaign" },
    .fields = fields,
    .permissions = { .read = "giving.campaign.read", .write = "giving.campaign.write" },
    .label_field = "name",
    .keys = campaign_keys,
    .hooks = { .check = record::checked<check_campaign>, .before_write = check_campaign_change },
    .state_field = "state",
    .transitions = transitions,
    .cached = true,
});
static_assert(record::consistent<Campaign>(declared));

}  // namespace

Result<void> check_campaign_change(
    record::CommandContext& context, const record::Head&, const void* before, void* after
) {
    const auto* old = static_cast<const Campaign*>(before);
    const auto& campaign = *static_cast<const Campaign*>(after);
    const bool is_public = old != nullptr && old->state != CampaignState::draft;
    if (is_public && old->purpose != campaign.purpose) {
        return fail_field(
            "purpose",
            Text { "活动发布后不能改变用途", "cannot change once the campaign is published" }
        );
    }
    return raises_anew(old, campaign) ? check_plan_of(context, campaign) : Result<void> {};
}

bool is_within(const Campaign& campaign, Day day) {
    return campaign.begins <= day && (!campaign.ends || day <= *campaign.ends);
}

std::string days_text(const Campaign& campaign) {
    return to_string(campaign.begins) + " –"
        + (campaign.ends ? ' ' + to_string(*campaign.ends) : "");
}

Result<void> check_campaign(const Campaign& campaign) {
    if (campaign.ends && *campaign.ends < campaign.begins) {
        return fail_field(
            "ends", Text { "结束日期不能早于开始日期", "must not be before the day it begins" }
        );
    }
    const bool is_filed = !campaign.plan.empty() || !campaign.filing_number.empty();
    if (!campaign.raises_publicly && is_filed) {
        return fail_field(
            "raises_publicly",
            Text { "已备案募捐方案的活动属于公开募捐",
                   "a campaign with a filed plan raises funds publicly" }
        );
    }
    if (!campaign.plan.empty() && !campaign.filing_number.empty()) {
        return fail_field(
            "filing_number", Text { "备案编号在募捐方案里", "stands in the fundraising plan" }
        );
    }
    if (!campaign.platform_link.empty() && !is_web_address(campaign.platform_link)) {
        return fail_field(
            "platform_link",
            Text { "须是以 https:// 开头的网址", "must be an address that begins with https://" }
        );
    }
    return {};
}

constinit const record::RecordType campaign_type = declared;

}  // namespace boai::giving
