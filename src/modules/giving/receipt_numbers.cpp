#include "modules/giving/receipt_numbers.hpp"

#include "record/engine.hpp"

#include <array>

namespace boai::giving {
namespace {

using storage::Param;

const storage::SumShape counters { "giving_counter",
                                   { { "branch_id" }, { "name", storage::Kind::text } },
                                   "value" };

} // namespace

Result<IssuedNumber> next_receipt_number(record::CommandContext& context) {
    const auto year = civil(context.today()).year;
    const auto name = "receipt:" + std::to_string(year);
    const std::array key { Param { context.branch }, Param { name } };
    const auto number = TRY(context.tx.next_number(counters, key));
    return IssuedNumber { year, number };
}

Result<void> void_receipt_number(record::CommandContext& context, VoidedReceipt voided) {
    voided.reason = std::string { context.reason };
    TRY(context.engine.create(context, voided_receipt_type, std::move(voided)));
    return {};
}

} // namespace boai::giving
