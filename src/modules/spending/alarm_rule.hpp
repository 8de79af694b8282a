/// \file
/// AlarmRule: after how many days money that waits at a step is told (款物零滞留).
#pragma once

#include "record/record_type.hpp"

#include <cstdint>

namespace boai::spending {

/// The newest rule for a fund counts, and where it says 0 the newest of the branch for all funds.
/// Source: 红十字会法 22 and 慈善法 56: gifts are to be used in time.
struct AlarmRule {
    Id purpose; ///< the fund; none for every fund of the branch
    std::int64_t register_days = 0; ///< from the day of a gift until it is entered
    std::int64_t receipt_days = 0; ///< without a valid receipt
    std::int64_t settle_days = 0; ///< on a platform, not paid out
    std::int64_t idle_days = 0; ///< unspent in the fund
    std::int64_t approve_days = 0; ///< of payments and allocations
    std::int64_t pay_days = 0; ///< approved, not paid
    std::int64_t prove_days = 0; ///< paid, not proved
    std::int64_t confirm_days = 0; ///< sent, not confirmed by the receiver
};

extern const record::RecordType alarm_rule_type;

} // namespace boai::spending
