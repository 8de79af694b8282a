/// \file
/// CampaignTeam: people who raise funds together for a campaign, or somebody's own page for it.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

enum class TeamKind : std::uint8_t { team, personal_page };
enum class TeamState : std::uint8_t { open, closed };

struct CampaignTeam {
    Id campaign;
    TeamKind kind = TeamKind::team;
    std::string name;
    std::string leader; ///< as the leader wants to be called in public
    std::string story;
    Money goal;
    TeamState state = TeamState::open;
};

extern const record::RecordType campaign_team_type;

/// A team stays with its campaign. Errors: invalid (field "campaign").
Result<void> check_team_change(
    record::CommandContext& context, const record::Head& head, const void* before, void* after
);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_team_kinds[] = {
    { "team", { "团队", "Team" } },
    { "personal_page", { "个人页", "Personal page" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::TeamKind> { giving_team_kinds };

inline constexpr Choice giving_team_states[] = {
    { "open", { "进行中", "Open" }, Tone::good },
    { "closed", { "已结束", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::TeamState> { giving_team_states };

} // namespace boai::record
