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

Result<std::int64_t> count_of(record::CommandContext& context, std::string_view counter) {
    const std::array key { storage::Param { context.branch }, storage::Param { counter } };
    return context.tx.sum(counters, key);
}

Result<std::int64_t> count_of(record::Queries queries, Id branch, std::string_view counter) {
    const std::array key { storage::Param { branch }, storage::Param { counter } };
    std::int64_t value = 0;
    TRY(queries(
        "SELECT value FROM giving_counter WHERE branch_id = $1 AND name = $2",
        key,
        [&](const storage::Row& row) -> Result<void> {
            value = row.number(0);
            return {};
        }
    ));
    return value;
}

Result<void>
set_count(record::CommandContext& context, std::string_view counter, std::int64_t value) {
    const std::array key { storage::Param { context.branch }, storage::Param { counter } };
    const auto before = TRY(context.tx.sum(counters, key));
    context.tx.add(counters, key, value - before);
    return {};
}

} // namespace boai::giving
