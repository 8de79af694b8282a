#include "modules/giving/months.hpp"

namespace boai::giving {

Day months_after(Day day, int months) {
    auto date = civil(day);
    const auto month = date.month - 1 + months;
    date.year += month / 12;
    date.month = month % 12 + 1;
    for (auto last = date.day; last > 0; --last) {
        date.day = last;
        if (const auto found = day_of(date)) {
            return *found;
        }
    }
    return day;
}

} // namespace boai::giving
