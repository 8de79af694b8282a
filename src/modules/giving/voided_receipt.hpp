/// \file
/// VoidedReceipt: a receipt number that was taken out of use, with the reason. Together with the
/// numbers on gifts these are all numbers ever issued.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

struct VoidedReceipt {
    Id gift; ///< in cash; none for one in kind
    std::int64_t receipt_year = 0;
    std::int64_t receipt_number = 0;
    std::int64_t replaced_by = 0;  ///< the number issued instead, of the year it was voided in
    std::string reason;
    Id goods_gift; ///< in kind; none for one in cash
};

extern const record::RecordType voided_receipt_type;

}  // namespace boai::giving
