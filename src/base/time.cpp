#include "base/time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace boai {
namespace {

constexpr Text not_a_day { "日期应写作 2020-02-05", "the day must be written as 2020-02-05" };
constexpr Text not_an_instant { "时间应写作 2020-02-05T08:30:00Z",
                                "the time must be written as 2020-02-05T08:30:00Z" };

/// The number written by exactly these digits.
std::optional<std::int32_t> digits(std::string_view text) {
    std::int32_t number = 0;
    auto const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc {} || stop != end || text.starts_with('-')) {
        return std::nullopt;
    }
    return number;
}

/// Milliseconds in "08:30:00" or "08:30:00.123".
std::optional<std::int64_t> time_of_day(std::string_view text) {
    bool const shaped = text.size() >= 8 && text[2] == ':' && text[5] == ':';
    if (!shaped || (text.size() != 8 && (text.size() != 12 || text[8] != '.'))) {
        return std::nullopt;
    }
    auto const hour = digits(text.substr(0, 2));
    auto const minute = digits(text.substr(3, 2));
    auto const second = digits(text.substr(6, 2));
    auto const part = text.size() == 8 ? std::optional { 0 } : digits(text.substr(9, 3));
    if (!hour || !minute || !second || !part || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    return ((*hour * 60LL + *minute) * 60 + *second) * 1000 + *part;
}

}  // namespace

CivilDate civil(Day day) {
    std::chrono::year_month_day const date { std::chrono::sys_days {
        std::chrono::days { day.number } } };
    return { static_cast<int>(date.year()),
             static_cast<std::int32_t>(static_cast<unsigned>(date.month())),
             static_cast<std::int32_t>(static_cast<unsigned>(date.day())) };
}

Result<Day> day_of(CivilDate date) {
    std::chrono::year_month_day const ymd { std::chrono::year { date.year },
                                            std::chrono::month {
                                                static_cast<unsigned>(date.month) },
                                            std::chrono::day { static_cast<unsigned>(date.day) } };
    if (!ymd.ok() || date.year < 1900 || date.year > 2200) {
        return fail(Errc::invalid, Text { "没有这一天", "there is no such day" });
    }
    return Day { static_cast<std::int32_t>(std::chrono::sys_days { ymd }.time_since_epoch().count()
    ) };
}

Result<Day> parse_day(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') {
        return fail(Errc::invalid, not_a_day);
    }
    auto const year = digits(iso.substr(0, 4));
    auto const month = digits(iso.substr(5, 2));
    auto const day = digits(iso.substr(8, 2));
    if (!year || !month || !day) {
        return fail(Errc::invalid, not_a_day);
    }
    return day_of({ *year, *month, *day });
}

std::string to_string(Day day) {
    auto const date = civil(day);
    std::array<char, 32> text {};
    auto const size = std::snprintf(
        text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day
    );
    return { text.data(), static_cast<std::size_t>(size) };
}

std::string to_string(Instant at) {
    constexpr std::int64_t day_ms = 86'400'000;
    std::int64_t part = at.milliseconds % day_ms;
    part += part < 0 ? day_ms : 0;
    Day const day { static_cast<std::int32_t>((at.milliseconds - part) / day_ms) };
    std::array<char, 32> text {};
    auto const size = std::snprintf(
        text.data(),
        text.size(),
        "T%02d:%02d:%02d.%03dZ",
        static_cast<int>(part / 3'600'000),
        static_cast<int>(part / 60'000 % 60),
        static_cast<int>(part / 1000 % 60),
        static_cast<int>(part % 1000)
    );
    return to_string(day) + std::string { text.data(), static_cast<std::size_t>(size) };
}

Result<Instant> parse_instant(std::string_view iso) {
    if (iso.size() < 20 || iso[10] != 'T' || iso.back() != 'Z') {
        return fail(Errc::invalid, not_an_instant);
    }
    auto const day = TRY(parse_day(iso.substr(0, 10)));
    auto const time = time_of_day(iso.substr(11, iso.size() - 12));
    if (!time) {
        return fail(Errc::invalid, not_an_instant);
    }
    return Instant { day.number * 86'400'000LL + *time };
}

std::string local_text(Instant at) {
    auto text = to_string(at + 8LL * 3'600'000).substr(0, 16);
    text[10] = ' ';
    return text;
}

Instant SystemClock::now() const {
    auto const since = std::chrono::system_clock::now().time_since_epoch();
    return { std::chrono::duration_cast<std::chrono::milliseconds>(since).count() };
}

}  // namespace boai
