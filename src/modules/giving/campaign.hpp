/// \file
/// Campaign: a drive for gifts with a purpose, a period and perhaps a target.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class CampaignState : std::uint8_t { draft, open, closed };

/// Source: 慈善法 articles 23 to 25 (fundraising plan, what must be shown at the place of giving).
struct Campaign {
    std::string name;
    std::string summary;
    Id purpose;  ///< what its gifts are restricted to; none for unrestricted
    Money target;
    Day begins;
    std::optional<Day> ends;
    std::string filing_number; ///< of a filed plan that is not kept here; else the plan has it
    CampaignState state = CampaignState::draft;
    /// From the public, which by the internet is done on a designated platform: the society's own
    /// page only links there. Off for an appeal to known donors, whose gifts the page takes itself.
    /// Source: 慈善法 article 27.
    bool raises_publicly = true;
    std::string platform; ///< name of the designated platform
    std::string platform_link; ///< of the campaign's page there; https
    Id plan; ///< the fundraising plan it raises funds under
};

extern const record::RecordType campaign_type;

/// What a published campaign collects for stays: donors gave for it. One that raises funds publicly
/// is open only as check_raising says. Errors: invalid.
/// Source: 慈善法 articles 24, 27 and 56.
Result<void> check_campaign_change(
    record::CommandContext& context, const record::Head& head, const void* before, void* after
);

/// Whether a gift of this day falls within the campaign's days.
[[nodiscard]] bool is_within(const Campaign& campaign, Day day);

/// Its days for people: "2020-05-10 – 2020-05-15", without an end "2020-05-10 –".
[[nodiscard]] std::string days_text(const Campaign& campaign);

/// Errors: invalid when it ends before it begins, when a filed plan is said not to raise funds
/// publicly, when a filing number stands beside the plan that has it, or when the platform's link
/// is no https address.
Result<void> check_campaign(const Campaign& campaign);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_campaign_states[] = {
    { "draft", { "筹备", "Draft" }, Tone::wait },
    { "open", { "进行中", "Open" }, Tone::good },
    { "closed", { "已结束", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::CampaignState> {
    giving_campaign_states
};

} // namespace boai::record
