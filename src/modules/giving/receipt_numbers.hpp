/// \file
/// Receipt numbers: one sequence per branch and year for gifts in cash and in kind, without gaps.
#pragma once

#include "modules/giving/voided_receipt.hpp"
#include "record/command.hpp"

#include <cstdint>

namespace boai::giving {

/// A number as it is given out.
struct IssuedNumber {
    std::int64_t year = 0;
    std::int64_t number = 0;
};

/// The next number of this branch in the year of today. Errors: as storage.
Result<IssuedNumber> next_receipt_number(record::CommandContext& context);

/// Takes a number out of use, with the context's reason. Errors: as Engine::create.
Result<void> void_receipt_number(record::CommandContext& context, VoidedReceipt voided);

} // namespace boai::giving
