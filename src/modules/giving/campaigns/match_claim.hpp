/// \file
/// MatchClaim: money that a platform, a company or an incentive promised on top of what the public
/// gave; a receivable until the bank has it.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class MatchKind : std::uint8_t { platform, company, incentive };
enum class MatchState : std::uint8_t { promised, settled, ended, withdrawn, returned };

inline constexpr std::size_t match_kinds = 3;

/// Source: guide §1.7: public gifts, the platform's match, the company's match and the incentive
/// are kept apart; a total of public gifts holds no match.
struct MatchClaim {
    Id campaign; ///< none for gifts of no campaign
    MatchKind kind = MatchKind::platform;
    std::string matcher; ///< who promised it
    Id channel; ///< of the platform whose file told of it
    Id purpose; ///< of the campaign; none for unrestricted
    Money amount; ///< what its parts come to
    Day day; ///< it was promised, or the last day of its file
    Money settled; ///< the bank has it still
    Money given_up; ///< will not come
    std::optional<Day> ended_on; ///< the day the rest was given up
    std::int64_t parts = 0;
    Id batch; ///< the import it came with
    MatchState state = MatchState::promised;
    std::optional<std::int64_t> entry; ///< of the promise, in the branch's log
    Money taken_back; ///< because gifts were given back; of what was receivable and what was not

    [[nodiscard]] Money receivable() const { return amount - settled - given_up - taken_back; }
};

extern const record::RecordType match_claim_type;

/// What of a claim belongs to one gift, or to one team.
struct MatchPart {
    Id claim;
    MatchKind kind = MatchKind::platform; ///< as the claim's
    Id gift; ///< none where no single gift is matched
    Id team;
    Money amount;
    Money taken_back; ///< of the amount, because the gift was given back
};

extern const record::RecordType match_part_type;

/// Money of a claim that the bank has.
struct MatchSettlement {
    Id claim;
    Money amount;
    Day day;
    std::string reference; ///< of the bank
    std::optional<std::int64_t> entry;
};

extern const record::RecordType match_settlement_type;

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_match_kinds[] = {
    { "platform", { "平台配捐", "Platform match" } },
    { "company", { "企业配捐", "Company match" } },
    { "incentive", { "激励金", "Incentive" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::MatchKind> { giving_match_kinds };

inline constexpr Choice giving_match_states[] = {
    { "promised", { "应收", "Receivable" }, Tone::wait },
    { "settled", { "已收齐", "Settled" }, Tone::good },
    { "ended", { "余款不再到账", "Ended" }, Tone::quiet },
    { "withdrawn", { "随导入撤销", "Withdrawn" }, Tone::quiet },
    { "returned", { "随退款撤回", "Taken back" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::MatchState> { giving_match_states };

} // namespace boai::record
