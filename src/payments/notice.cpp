#include "payments/notice.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace boai::payments {
namespace {

constexpr std::array<std::string_view, 9> names {
    "missing_header", "stale",      "test_signature",    "unknown_key",     "wrong_signature",
    "unreadable",     "wrong_seal", "unknown_algorithm", "unknown_merchant"
};

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;
constexpr std::int64_t china_ms = 8 * hour_ms;

/// Two digits within [0, max]; -1 when they are not.
int two_digits(std::string_view text, int max) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 2 || !std::ranges::all_of(text, is_digit)) {
        return -1;
    }
    const int value = (text[0] - '0') * 10 + (text[1] - '0');
    return value <= max ? value : -1;
}

/// "10:34:56" in milliseconds of the day.
Opened<std::int64_t> read_time(std::string_view text) {
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') {
        return std::unexpected(Refusal::unreadable);
    }
    const int hour = two_digits(text.substr(0, 2), 23);
    const int minute = two_digits(text.substr(3, 2), 59);
    const int second = two_digits(text.substr(6, 2), 59);
    if (hour < 0 || minute < 0 || second < 0) {
        return std::unexpected(Refusal::unreadable);
    }
    return hour * hour_ms + minute * minute_ms + second * second_ms;
}

/// "+08:00", "-03:30" or "Z" in milliseconds.
Opened<std::int64_t> read_offset(std::string_view text) {
    if (text == "Z") {
        return 0;
    }
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::unexpected(Refusal::unreadable);
    }
    const int hours = two_digits(text.substr(1, 2), 14);
    const int minutes = two_digits(text.substr(4, 2), 59);
    if (hours < 0 || minutes < 0) {
        return std::unexpected(Refusal::unreadable);
    }
    const auto offset = hours * hour_ms + minutes * minute_ms;
    return text[0] == '-' ? -offset : offset;
}

/// A day and a time of the day on a wall that is `offset` ahead of UTC.
Opened<Instant> read_parts(std::string_view day_text, std::string_view time, std::int64_t offset) {
    const auto day = parse_day(day_text);
    const auto of_day = read_time(time);
    if (!day || !of_day) {
        return std::unexpected(Refusal::unreadable);
    }
    return Instant { day->number * day_ms + *of_day - offset };
}

} // namespace

std::string_view name_of(Service service) {
    return service == Service::wechat ? "wechat" : "alipay";
}

std::string_view name_of(Refusal refusal) {
    return names[static_cast<std::size_t>(refusal)];
}

Opened<Instant> read_moment(std::string_view text) {
    constexpr std::size_t whole = 19; // "2018-06-08T10:34:56"
    if (text.size() <= whole || text[10] != 'T') {
        return std::unexpected(Refusal::unreadable);
    }
    auto rest = text.substr(whole);
    if (rest.front() == '.') {
        const auto end = rest.find_first_not_of("0123456789", 1);
        rest = end == std::string_view::npos ? std::string_view {} : rest.substr(end);
    }
    const auto offset = read_offset(rest);
    if (!offset) {
        return std::unexpected(offset.error());
    }
    return read_parts(text.substr(0, 10), text.substr(11, 8), *offset);
}

Opened<Instant> read_wall_time(std::string_view text) {
    if (text.size() != 19 || text[10] != ' ') {
        return std::unexpected(Refusal::unreadable);
    }
    return read_parts(text.substr(0, 10), text.substr(11), china_ms);
}

std::string moment_text(Instant at) {
    const auto day = local_day(at);
    const auto of_day = (at.milliseconds + china_ms) - day.number * day_ms;
    std::array<char, 24> time {};
    std::snprintf(
        time.data(),
        time.size(),
        "T%02d:%02d:%02d+08:00",
        static_cast<int>(of_day / hour_ms),
        static_cast<int>(of_day / minute_ms % 60),
        static_cast<int>(of_day / second_ms % 60)
    );
    return to_string(day) + time.data();
}

bool is_number(std::string_view text) {
    constexpr std::size_t longest = 64;
    const auto fits = [](char c) {
        const auto lower = static_cast<char>(c | 0x20);
        return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
            || c == '|' || c == '*';
    };
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, fits);
}

} // namespace boai::payments
