/// \file
/// Hours: a length of service in whole minutes.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace boai {

/// A length of time in minutes, shown as hours.
struct Hours {
    std::int64_t minutes = 0;

    friend constexpr auto operator<=>(Hours, Hours) = default;

    friend constexpr Hours operator+(Hours a, Hours b) { return { a.minutes + b.minutes }; }
};

/// Writes hours and minutes: "23461:30".
[[nodiscard]] inline std::string to_string(Hours hours) {
    auto const minutes = hours.minutes % 60;
    return std::to_string(hours.minutes / 60) + (minutes < 10 ? ":0" : ":")
        + std::to_string(minutes);
}

}  // namespace boai
