#include "modules/giving/campaigns/campaign_team.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec team_fields[] = {
    field<&CampaignTeam::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                    .to = "giving.campaign",
                                                    .required = true,
                                                    .in_list = true,
                                                    .privacy = Privacy::open }),
    field<&CampaignTeam::kind>(PlainField {
        .label = { "团队类型", "Kind of team" }, .in_list = true, .privacy = Privacy::open }),
    field<&CampaignTeam::name>(TextField { .label = { "团队名称", "Team" },
                                           .max_length = 60,
                                           .required = true,
                                           .in_list = true,
                                           .search = true,
                                           .privacy = Privacy::open }),
    field<&CampaignTeam::leader>(TextField {
        .label = { "发起人（公开显示）", "Leader, as shown" },
        .help = { "按本人愿意公开的称呼填写", "As the leader wants to be called in public" },
        .max_length = 40,
        .in_list = true,
        .privacy = Privacy::open }),
    field<&CampaignTeam::story>(TextField { .label = { "团队介绍", "Story" },
                                            .max_length = 1000,
                                            .multiline = true,
                                            .privacy = Privacy::open }),
    field<&CampaignTeam::goal>(NumberField { .label = { "目标金额（元）", "Target (yuan)" },
                                             .help = { "0 表示不设目标", "0 for none" },
                                             .min = 0,
                                             .max = amount_fen_max,
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&CampaignTeam::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
};

constexpr record::Key team_keys[] = {
    { .columns = "campaign, name",
      .unique = true,
      .taken = { "该活动已有同名团队", "the campaign has a team of this name" } },
};

constexpr std::string_view from_open_team[] = { "open" };
constexpr std::string_view from_closed_team[] = { "closed" };
constexpr record::Transition team_transitions[] = {
    { .name = "close",
      .title = { "结束", "Close" },
      .from = from_open_team,
      .to = "closed",
      .capability = "giving.campaign_team.write" },
    { .name = "reopen",
      .title = { "重新开放", "Reopen" },
      .from = from_closed_team,
      .to = "open",
      .capability = "giving.campaign_team.write",
      .needs_reason = true },
};

constexpr record::RecordType declared_team = record::of<CampaignTeam>({
    .name = "giving.campaign_team",
    .title = { "募捐团队", "Campaign team" },
    .fields = team_fields,
    .permissions = { .read = "giving.campaign_team.read", .write = "giving.campaign_team.write" },
    .label_field = "name",
    .keys = team_keys,
    .hooks = { .before_write = check_team_change },
    .state_field = "state",
    .transitions = team_transitions,
    .cached = true,
});
static_assert(record::consistent<CampaignTeam>(declared_team));

} // namespace

Result<void>
check_team_change(record::CommandContext&, const record::Head&, const void* before, void* after) {
    if (before == nullptr) {
        return {};
    }
    const auto& old = *static_cast<const CampaignTeam*>(before);
    if (!old.campaign.empty()
        && old.campaign != static_cast<const CampaignTeam*>(after)->campaign) {
        return fail_field(
            "campaign", Text { "团队不能换到别的活动", "a team stays with its campaign" }
        );
    }
    return {};
}

constinit const record::RecordType campaign_team_type = declared_team;

} // namespace boai::giving
