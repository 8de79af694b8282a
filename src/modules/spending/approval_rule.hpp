/// \file
/// ApprovalRule and Budget: what a branch allows itself.
#pragma once

#include "modules/spending/payment.hpp"
#include "record/record_type.hpp"

#include <cstdint>

namespace boai::spending {

/// The branch's rules; the newest counts.
struct ApprovalRule {
    Money officer_limit; ///< more is approved by whoever may write this rule
    bool two_officers = false; ///< beyond the limit of one, two approve together
    Money director_limit; ///< of whoever may write this rule; 0 for no limit
};

extern const record::RecordType approval_rule_type;

/// How much of a fund may be spent in one category in one year.
struct Budget {
    Id purpose; ///< none for the unrestricted fund
    std::int64_t year = 0;
    Category category = Category::programme;
    Money amount;
};

extern const record::RecordType budget_type;

} // namespace boai::spending
