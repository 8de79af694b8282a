#include "exchange/stated_totals.hpp"

#include "base/limits.hpp"
#include "exchange/day_reading.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

/// What was counted if it is stated, else what is stated first.
template <class T>
std::optional<T> chosen(const std::vector<T>& stated, T counted) {
    if (stated.empty()) {
        return std::nullopt;
    }
    return std::ranges::find(stated, counted) != stated.end() ? counted : stated.front();
}

}  // namespace

void StatedTotals::add(std::optional<std::int64_t> rows, std::optional<Money> sum) {
    if (rows) {
        rows_.push_back(*rows);
    }
    if (sum) {
        sums_.push_back(*sum);
    }
}

void StatedTotals::settle(Money counted_sum, AmountUnit unit, bool from_1904) {
    constexpr std::size_t totals_max = 2;
    std::vector<std::size_t> per_column(limits::import_columns_max);
    for (const auto& number : spare_) {
        ++per_column[number.column];
    }
    for (const auto& number : spare_) {
        if (number.on_gift_row && per_column[number.column] > totals_max) {
            continue;
        }
        const auto day = day_of_serial(number.text, from_1904);
        const auto sum = read_amount(number.text, unit);
        const bool formatted_as_day = number.use != NumberUse::plain;
        const bool beside_a_total = !sums_.empty() && !number.on_gift_row;
        if (day && (formatted_as_day || beside_a_total) && sum != counted_sum) {
            day_ = day;
        } else if (sum && !formatted_as_day) {
            sums_.push_back(*sum);
        }
    }
}

std::optional<Money> StatedTotals::sum(Money counted) const {
    return chosen(sums_, counted);
}

std::optional<std::int64_t> StatedTotals::rows(std::int64_t counted) const {
    return chosen(rows_, counted);
}

}  // namespace boai::exchange
