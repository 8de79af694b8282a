#include "modules/giving/receipt_numbers.hpp"

#include "modules/giving/counters.hpp"
#include "record/engine.hpp"

namespace boai::giving {

Result<IssuedNumber> next_receipt_number(record::CommandContext& context) {
    const auto year = civil(context.today()).year;
    const auto number = TRY(count_up(context, "receipt:" + std::to_string(year)));
    return IssuedNumber { year, number };
}

Result<void> void_receipt_number(record::CommandContext& context, VoidedReceipt voided) {
    voided.reason = std::string { context.reason };
    TRY(context.engine.create(context, voided_receipt_type, std::move(voided)));
    return {};
}

} // namespace boai::giving
