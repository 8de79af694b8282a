#include "declaration.hpp"

#include <optional>

namespace boai::sample {

struct Visit {
    std::optional<Day> day;
};

constexpr auto day
    = field<&Visit::day>(PlainField { .label = { "日期", "Day" }, .required = true });

} // namespace boai::sample
