/// \file
/// Day and Instant: a calendar day and a moment, types of their own; Clock, which is passed in.
#pragma once

#include "base/result.hpp"

#include <atomic>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace boai {

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01 = 0.
struct Day {
    std::int32_t number = 0;

    friend constexpr auto operator<=>(Day, Day) = default;

    friend constexpr Day operator+(Day day, std::int32_t days) { return { day.number + days }; }

    friend constexpr std::int32_t operator-(Day a, Day b) { return a.number - b.number; }
};

/// A moment in milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t milliseconds = 0;

    friend constexpr auto operator<=>(Instant, Instant) = default;

    friend constexpr Instant operator+(Instant at, std::int64_t milliseconds) {
        return { at.milliseconds + milliseconds };
    }
};

/// Year, month 1-12 and day 1-31 of a Day.
struct CivilDate {
    std::int32_t year = 1970;
    std::int32_t month = 1;
    std::int32_t day = 1;
};

[[nodiscard]] CivilDate civil(Day day);
/// Errors: invalid when there is no such day or the year is outside 1900-2200.
[[nodiscard]] Result<Day> day_of(CivilDate date);

/// Reads "2020-02-05". Errors: invalid.
[[nodiscard]] Result<Day> parse_day(std::string_view iso);
/// Writes "2020-02-05".
[[nodiscard]] std::string to_string(Day day);
/// Writes "2020-02-05T08:30:00.000Z".
[[nodiscard]] std::string to_string(Instant at);
/// Reads what to_string(Instant) writes, with or without milliseconds. Errors: invalid.
[[nodiscard]] Result<Instant> parse_instant(std::string_view iso);

/// The day on the wall in China (UTC+8 the whole year, no clock change) at a moment.
[[nodiscard]] constexpr Day local_day(Instant at) {
    constexpr std::int64_t day_ms = 86'400'000;
    std::int64_t const local = at.milliseconds + std::int64_t { 8 } * 3'600'000;
    return { static_cast<std::int32_t>((local >= 0 ? local : local - day_ms + 1) / day_ms) };
}

/// Writes the wall time in China: "2020-02-05 16:30".
[[nodiscard]] std::string local_text(Instant at);

/// Where the program learns what time it is. Threads: any.
class Clock {
public:
    Clock() = default;
    Clock(Clock const&) = delete;
    Clock& operator=(Clock const&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// A clock that stands still until it is told otherwise; for tests. Threads: any.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant at)
        : at_(at) { }

    [[nodiscard]] Instant now() const override { return at_.load(); }

    void set(Instant at) { at_ = at; }

private:
    std::atomic<Instant> at_;
};

}  // namespace boai
