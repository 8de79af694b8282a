/// \file
/// Approving: how much who may let go, alone or together with a second approver.
#pragma once

#include "record/command.hpp"

namespace boai::spending {

/// What an approval comes to.
enum class Verdict : std::uint8_t {
    approved,
    half, ///< beyond this person's limit: a second approver is still needed
};

/// Weighs the approval of an amount by the actor; `first_approver` is who approved the same before,
/// none for nobody. A limit of the actor's roles (identity.role_limit) counts first; without one
/// the branch's rule gives an officer one limit and a director, who may write the rule, another.
/// Beyond one's own, somebody with a higher limit approves; or two people together, where the rule
/// says so. Errors: forbidden, told with the limit; conflict when the first approver approves
/// again.
Result<Verdict> weigh_approval(record::CommandContext& context, Money amount, Id first_approver);

} // namespace boai::spending
