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

/// Weighs the approval of an amount by the actor. `capability` is that of the command;
/// `first_approver` is who approved the same before, none for nobody. Beyond the limit of the
/// actor's roles, or of the branch's rule, somebody with a higher limit approves; or two people,
/// where the branch's rule says so.
/// Errors: forbidden, told with the limit; conflict when the first approver approves again.
Result<Verdict> weigh_approval(
    record::CommandContext& context, std::string_view capability, Money amount, Id first_approver
);

} // namespace boai::spending
