/// \file
/// FundraisingPartner: a body without the qualification that a society raises funds with.
#pragma once

#include "record/record_type.hpp"

#include <string>

namespace boai::giving {

/// Source: 慈善法 article 26: evaluated, by a written agreement, named in the plan.
struct FundraisingPartner {
    Id plan;
    std::string name;
    std::string part; ///< what it does
    Day evaluated_on;
    std::string agreement_number;
    Day agreed_on;
};

extern const record::RecordType fundraising_partner_type;

/// Errors: invalid when the agreement is older than the evaluation.
Result<void> check_partner(const FundraisingPartner& partner);

/// Partners are named in the plan that is filed. Errors: invalid (field "plan") once it is.
Result<void> check_partner_change(
    record::CommandContext& context, const record::Head& head, const void* before, void* after
);

} // namespace boai::giving
