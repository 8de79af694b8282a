/// \file
/// Approval: a second person's word for one act beyond what its maker may do alone.
#pragma once

#include "record/command.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

/// The acts that roles may have limits for; their words are the commands without "giving.".
enum class LimitedAct : std::uint8_t { record_gift, refund_gift, commit_import };

enum class ApprovalState : std::uint8_t { open, used, withdrawn };

struct Approval {
    LimitedAct act = LimitedAct::record_gift;
    Money amount;  ///< the most that may be done by it
    Id gift;  ///< of a refund
    std::string note;
    ApprovalState state = ApprovalState::open;
    Id used_for;  ///< the gift or import it was used for
};

extern const record::RecordType approval_type;

/// giving.approve and giving.withdraw_approval.
[[nodiscard]] std::vector<record::CommandType> approval_commands();

/// An approval that an act uses up; none when the maker may do it alone.
struct Allowed {
    Id approval;
};

/// What somebody is about to do.
struct AmountAsked {
    LimitedAct act = LimitedAct::record_gift;
    Money amount;
    Id gift {};       ///< of a refund
    Money before {};  ///< what was done already of the same, so that parts do not pass the limit
};

/// Whether the actor may do this alone, or by another person's open approval (of this gift).
/// Errors: forbidden (field "amount") when neither.
Result<Allowed> allow_amount(record::CommandContext& context, const AmountAsked& asked);
/// Notes what an approval was used for; nothing when there is none.
Result<void> use_up(record::CommandContext& context, Allowed allowed, Id done);

}  // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_limited_acts[] = {
    { "record_gift", { "登记捐款", "Record a gift" } },
    { "refund_gift", { "退款", "Refund" } },
    { "commit_import", { "导入入账", "Book an import" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::LimitedAct> { giving_limited_acts };

inline constexpr Choice giving_approval_states[] = {
    { "open", { "可用", "Open" } },
    { "used", { "已使用", "Used" } },
    { "withdrawn", { "已撤回", "Withdrawn" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ApprovalState> {
    giving_approval_states
};

}  // namespace boai::record
