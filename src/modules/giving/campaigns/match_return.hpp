/// \file
/// MatchReturn: what became of a gift's match when the gift was given back or taken out of the
/// book.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

/// What an officer says about the match of a gift that goes.
enum class MatchDecision : std::uint8_t { unsaid, take_back, keep };

enum class MatchTreatment : std::uint8_t { withdrawn, returned, kept };

/// One treatment of one claim's money, with its entry unless it is kept.
struct MatchReturn {
    Id claim;
    Id part; ///< none where a whole import was undone
    Id gift; ///< as the part's
    MatchTreatment treatment = MatchTreatment::withdrawn;
    Money amount;
    Day day;
    std::string reason;
    Id settlement; ///< whose money went back
    std::optional<std::int64_t> entry;
};

extern const record::RecordType match_return_type;

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_match_decisions[] = {
    { "unsaid", { "（无配捐）", "(no match)" } },
    { "take_back", { "一并撤回", "Take it back too" } },
    { "keep", { "保留（说明原因）", "Keep it (say why)" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::MatchDecision> {
    giving_match_decisions
};

inline constexpr Choice giving_match_treatments[] = {
    { "withdrawn", { "冲减应收", "Taken off the receivable" }, Tone::quiet },
    { "returned", { "退回配捐方", "Paid back" }, Tone::quiet },
    { "kept", { "保留", "Kept" }, Tone::good },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::MatchTreatment> {
    giving_match_treatments
};

} // namespace boai::record
