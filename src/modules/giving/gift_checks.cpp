#include "modules/giving/gift_checks.hpp"

#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/campaign_team.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/purpose.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using record::CommandContext;

/// The society's records begin with the People's Republic; an earlier day is a slip of the pen.
constexpr Day earliest_day { -7'400 };

Result<void> check_purpose(CommandContext& context, Id purpose) {
    if (purpose.empty()) {
        return {};
    }
    const auto loaded = TRY(context.engine.refer(context, purpose_type, purpose));
    if (loaded->as<Purpose>().state == PurposeState::closed) {
        return fail_field("purpose", Text { "该用途已停用", "this purpose is closed" });
    }
    return {};
}

/// A gift for a campaign falls within its days, unless a reason says why not.
Result<void> check_term(const CommandContext& context, const Campaign& campaign, Day day) {
    if (is_within(campaign, day) || !context.reason.empty()) {
        return {};
    }
    const auto message = compose(
        { "不在该活动的日期（{}）之内", "is not within the days of the campaign ({})" },
        { days_text(campaign) }
    );
    constexpr Text why { "确属该活动的，请写明原因", "give a reason if it is meant" };
    return std::unexpected(Error {
        Errc::invalid, message, { { "day", message }, { "reason", why } } });
}

} // namespace

Result<void> check_day(const CommandContext& context, Day day) {
    if (day > context.today()) {
        return fail_field("day", Text { "日期不能晚于今天", "must not be after today" });
    }
    if (day < earliest_day) {
        return fail_field("day", Text { "日期过早，请核对", "is too long ago; check it" });
    }
    return {};
}

Result<void> check_on_file(Id person, Id organisation) {
    if (!person.empty() && !organisation.empty()) {
        return fail_field(
            "donor_organisation",
            Text { "个人档案和单位档案只能选一个", "choose a person or an organisation, not both" }
        );
    }
    return {};
}

Result<Id> settle_purpose(CommandContext& context, const GiftAim& aim) {
    if (aim.campaign.empty()) {
        TRY(check_purpose(context, aim.purpose));
        return aim.purpose;
    }
    const auto loaded = TRY(context.engine.refer(context, campaign_type, aim.campaign));
    const auto& campaign = loaded->as<Campaign>();
    if (campaign.state == CampaignState::draft) {
        return fail_field(
            "campaign", Text { "该活动尚未发布", "this campaign is not published yet" }
        );
    }
    TRY(check_term(context, campaign, aim.day));
    if (!aim.purpose.empty() && aim.purpose != campaign.purpose) {
        return fail_field(
            "purpose", Text { "与该活动的用途不一致", "is not the purpose of this campaign" }
        );
    }
    return campaign.purpose;
}

Result<void> settle_team(CommandContext& context, Id team, Id& campaign) {
    if (team.empty()) {
        return {};
    }
    const auto loaded = TRY(context.engine.refer(context, campaign_team_type, team));
    const auto& found = loaded->as<CampaignTeam>();
    if (campaign.empty()) {
        campaign = found.campaign;
    }
    if (campaign != found.campaign) {
        return fail_field("team", Text { "不是该活动的团队", "is a team of another campaign" });
    }
    if (found.state == TeamState::closed) {
        return fail_field("team", Text { "该团队已结束", "this team is closed" });
    }
    return {};
}

Result<void> check_channel(CommandContext& context, Id channel) {
    const auto loaded = TRY(context.engine.refer(context, channel_type, channel));
    if (loaded->as<Channel>().state != ChannelState::open) {
        return fail_field("channel", Text { "该渠道已停用", "this channel is closed" });
    }
    return {};
}

} // namespace boai::giving
