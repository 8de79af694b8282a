/// \file
/// Refund: money given back, or a gift entered by mistake taken out of the book again. A new entry,
/// never a change of the gift.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class RefundKind : std::uint8_t { refund, reversal };

struct Refund {
    Id gift;
    RefundKind kind = RefundKind::refund;
    Money amount;
    /// Of a reversal: the gift's own day, so that the day's income is right again, or today when
    /// that month is closed.
    Day day;
    std::string reason;
    Id batch; ///< the import that was undone
    std::optional<std::int64_t> entry; ///< its index in the branch's log, from 0
};

extern const record::RecordType refund_type;

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_refund_kinds[] = {
    { "refund", { "退款", "Refund" } },
    { "reversal", { "冲销", "Reversal" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::RefundKind> { giving_refund_kinds };

} // namespace boai::record
