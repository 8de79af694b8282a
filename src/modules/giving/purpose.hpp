/// \file
/// Purpose: a named restriction a donor may put on a gift; a gift without one is unrestricted.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

/// Source: 民间非营利组织会计制度: money held for somebody else is no income of the society's.
enum class PurposeKind : std::uint8_t { restricted, agency };
enum class PurposeState : std::uint8_t { open, closed };

/// Source: 慈善法 articles 24 and 56: gifts are used as the plan or the donor says.
struct Purpose {
    std::string code;
    std::string name;
    std::string description;
    PurposeKind kind = PurposeKind::restricted;
    std::string donor_words; ///< the donor's own, of the agreement or letter
    std::int64_t fee_cap = 0; ///< management fee at most, per mille of what came in
    std::optional<Day> term; ///< to be used by
    Money target;
    std::int64_t idle_days
        = 0; ///< alarm when money lies unused longer; 0 for the society's own rule
    PurposeState state = PurposeState::open;
};

extern const record::RecordType purpose_type;

}  // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_purpose_kinds[] = {
    { "restricted", { "限定性", "Restricted" } },
    { "agency", { "受托代理", "Agency" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::PurposeKind> { giving_purpose_kinds };

inline constexpr Choice giving_purpose_states[] = {
    { "open", { "启用", "Open" }, Tone::good },
    { "closed", { "停用", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::PurposeState> { giving_purpose_states };

}  // namespace boai::record
