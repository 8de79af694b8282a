/// \file
/// UnidentifiedReceipt: money that came and of which nobody knows yet from whom, held apart until
/// it is known.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class UnidentifiedState : std::uint8_t {
    held,
    identified, ///< became a gift
    returned, ///< was sent back
    withdrawn, ///< was entered by mistake
};

struct UnidentifiedReceipt {
    Id line; ///< of the statement
    Id channel;
    Money amount;
    Day day;
    std::string reference;
    std::string payer; ///< as the statement names it, often nobody
    std::string memo;
    UnidentifiedState state = UnidentifiedState::held;
    std::optional<std::int64_t> entry; ///< its index in the branch's log, from 0
    std::int64_t position = 0; ///< where it begins on the axis of the fund of such money, in fen
    Id gift; ///< that it became
    std::optional<Day> ended_on; ///< day of the entry by which it left the account
};

extern const record::RecordType unidentified_receipt_type;

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_unidentified_states[] = {
    { "held", { "待查", "Held" }, Tone::wait },
    { "identified", { "已认领", "Identified" }, Tone::good },
    { "returned", { "已退回", "Returned" }, Tone::quiet },
    { "withdrawn", { "已冲销", "Reversed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::UnidentifiedState> {
    giving_unidentified_states
};

} // namespace boai::record
