/// \file
/// Reads days as offices write them, in cells, titles and file names.
#pragma once

#include "base/time.hpp"

#include <optional>
#include <string_view>

namespace boai::exchange {

/// A day found inside a longer text; the year may be missing, as in "2月4日".
struct FoundDay {
    std::optional<std::int32_t> year;
    std::int32_t month = 0;
    std::int32_t day = 0;

    /// The Day; without a year the latest such day that is not after `latest`.
    [[nodiscard]] std::optional<Day> resolve(Day latest) const;
    /// The same day, its year taken from `other` when it has none and that has one.
    [[nodiscard]] FoundDay completed_by(const std::optional<FoundDay>& other) const;
};

/// Reads a whole cell: "2020-01-29", "2020.1.29", "2020/1/29 10:03", "2020年1月29日", "20200129".
/// `text` is clean (see clean_text). None when it is no day.
[[nodiscard]] std::optional<Day> read_day(std::string_view text);

/// Whether a cell holds a time of day alone, such as "07:06:18".
[[nodiscard]] bool is_time_of_day(std::string_view text);

/// The day of a spreadsheet's serial number, given as decimal text: "43865" or "43865.5".
/// None outside the years 1990 to 2199.
[[nodiscard]] std::optional<Day> day_of_serial(std::string_view number, bool from_1904);

/// Looks for a day inside a title or a file name; of several the last one, since a period ends
/// with it. A year standing apart ("2020年…1月26日") counts. `text` is clean.
[[nodiscard]] std::optional<FoundDay> find_day(std::string_view text);

}  // namespace boai::exchange
