/// \file
/// StatedTotals: gathers what a sheet states about its own sum and decides what is meant.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"
#include "exchange/amount_reading.hpp"
#include "exchange/sheet.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boai::exchange {

/// A number in a column that has neither header nor meaning.
struct SpareNumber {
    std::uint16_t column = 0;
    bool on_gift_row = false;  ///< a gift stands in the same row
    std::string text;
    NumberUse use = NumberUse::plain;
};

/// Collects the totals of one table.
class StatedTotals {
public:
    /// A total announced by its words.
    void add(std::optional<std::int64_t> rows, std::optional<Money> sum);

    /// A number that may be a total or the day of the list.
    void add(SpareNumber number) { spare_.push_back(std::move(number)); }

    /// Tells totals from days and from columns nobody named, once all rows are read. One or two
    /// numbers in a column of their own are totals; more beside gifts are a column.
    void settle(Money counted_sum, AmountUnit unit, bool from_1904);

    /// Of several sums the one that was counted, else the first; none when none is stated.
    [[nodiscard]] std::optional<Money> sum(Money counted) const;
    /// The same for the number of rows.
    [[nodiscard]] std::optional<std::int64_t> rows(std::int64_t counted) const;

    /// A day that stood among the totals.
    [[nodiscard]] std::optional<Day> day() const { return day_; }

private:
    std::vector<Money> sums_;
    std::vector<std::int64_t> rows_;
    std::vector<SpareNumber> spare_;
    std::optional<Day> day_;
};

} // namespace boai::exchange
