/// \file
/// Allocation: money sent to another branch, and Arrival: the receiver's word on it. Each stands in
/// the book of its own branch.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::spending {

enum class AllocationState : std::uint8_t { requested, rejected, sent, confirmed, refused };

struct Allocation {
    Id purpose; ///< the fund; none for the unrestricted one
    std::string fund_code; ///< as in the log
    bool is_agency = false;
    Id to_branch;
    std::string title; ///< what for; shown to donors, so without personal values
    Money amount;
    AllocationState state = AllocationState::requested;
    std::optional<Day> sent_on;
    std::optional<Day> answered_on;
    std::optional<std::int64_t> entry;
    std::int64_t position = 0;
    Id first_approver; ///< of two, where the amount is beyond the limit of one
};

extern const record::RecordType allocation_type;

enum class Answer : std::uint8_t { confirmed, refused };

struct Arrival {
    Id allocation; ///< of the sender
    Id from_branch;
    Id purpose;
    std::string title;
    Money amount;
    Answer answer = Answer::confirmed;
    Day day;
    std::optional<std::int64_t> entry; ///< none when refused
    std::int64_t position = 0;
};

extern const record::RecordType arrival_type;

} // namespace boai::spending

namespace boai::record {

inline constexpr Choice spending_allocation_states[] = {
    { "requested", { "待审批", "Requested" }, Tone::wait },
    { "rejected", { "已驳回", "Rejected" }, Tone::quiet },
    { "sent", { "在途", "Sent" }, Tone::wait },
    { "confirmed", { "已到账", "Confirmed" }, Tone::good },
    { "refused", { "对方未接收", "Refused" }, Tone::bad },
};
template <>
inline constexpr std::span<const Choice> choices_of<spending::AllocationState> {
    spending_allocation_states
};

inline constexpr Choice spending_answers[] = {
    { "confirmed", { "已到账", "Confirmed" } },
    { "refused", { "对方未接收", "Refused" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<spending::Answer> { spending_answers };

} // namespace boai::record
