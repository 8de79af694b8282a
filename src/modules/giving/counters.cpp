#include "modules/giving/counters.hpp"

#include <array>

namespace boai::giving {
namespace {

const storage::SumShape counters { "giving_counter",
                                   { { "branch_id" }, { "name", storage::Kind::text } },
                                   "value" };

} // namespace

Result<std::int64_t> count_up(record::CommandContext& context, std::string_view counter) {
    const std::array key { storage::Param { context.branch }, storage::Param { counter } };
    return context.tx.next_number(counters, key);
}

} // namespace boai::giving
