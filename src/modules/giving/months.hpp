/// \file
/// Calendar months, by which the law counts.
#pragma once

#include "base/time.hpp"

namespace boai::giving {

/// The same day of the month so many months later, from 0 to 1200; the last day of a month counts
/// as the last day of a shorter one.
[[nodiscard]] Day months_after(Day day, int months);

} // namespace boai::giving
