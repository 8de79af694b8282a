#include "exchange/day_reading.hpp"

#include "exchange/text_cleaning.hpp"

#include <array>
#include <charconv>

namespace boai::exchange {
namespace {

/// Reads numbers and marks off the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : text_(text) { }

    /// A number of `digits_min` to `digits_max` digits, not followed by a further digit.
    std::optional<std::int32_t> number(std::size_t digits_min, std::size_t digits_max) {
        std::size_t count = 0;
        while (count < text_.size() && is_digit(text_[count])) {
            ++count;
        }
        if (count < digits_min || count > digits_max) {
            return std::nullopt;
        }
        std::int32_t value = 0;
        std::from_chars(text_.data(), text_.data() + count, value);
        text_.remove_prefix(count);
        return value;
    }

    /// The first `digits` of a run of exactly `all` digits.
    std::optional<std::int32_t> leading_digits(std::size_t digits, std::size_t all) {
        std::size_t count = 0;
        while (count < text_.size() && is_digit(text_[count])) {
            ++count;
        }
        if (count != all) {
            return std::nullopt;
        }
        std::int32_t value = 0;
        std::from_chars(text_.data(), text_.data() + digits, value);
        text_.remove_prefix(count);
        return value;
    }

    bool take(std::string_view mark) {
        const bool found = text_.starts_with(mark);
        text_.remove_prefix(found ? mark.size() : 0);
        return found;
    }

    void skip_spaces() {
        while (take(" ")) { }
    }

    [[nodiscard]] std::string_view rest() const { return text_; }

private:
    std::string_view text_;
};

bool is_month_and_day(std::int32_t month, std::int32_t day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// "20200129": eight digits that make a day of this century, the first of `all`.
std::optional<FoundDay> take_eight_digits(Scanner& scanner, std::size_t all = 8) {
    auto attempt = scanner;
    const auto number = attempt.leading_digits(8, all);
    if (!number) {
        return std::nullopt;
    }
    const FoundDay found { *number / 10000, *number / 100 % 100, *number % 100 };
    if (*found.year < 1990 || *found.year > 2199 || !is_month_and_day(found.month, found.day)) {
        return std::nullopt;
    }
    scanner = attempt;
    return found;
}

/// "2020年1月29日", "2020-01-29", "2020.1.29", "2020/1/29".
std::optional<FoundDay> take_full_day(Scanner& scanner) {
    auto attempt = scanner;
    const auto year = attempt.number(4, 4);
    if (!year || *year < 1990 || *year > 2199) {
        return std::nullopt;
    }
    attempt.skip_spaces();
    constexpr std::array<std::string_view, 4> marks { "年", "-", ".", "/" };
    for (const auto mark : marks) {
        if (!attempt.take(mark)) {
            continue;
        }
        attempt.skip_spaces();
        const auto month = attempt.number(1, 2);
        attempt.skip_spaces();
        const bool parted = month && attempt.take(mark == "年" ? std::string_view { "月" } : mark);
        attempt.skip_spaces();
        const auto day = parted ? attempt.number(1, 2) : std::nullopt;
        if (!day || !is_month_and_day(*month, *day)) {
            return std::nullopt;
        }
        attempt.skip_spaces();
        attempt.take("日") || attempt.take("号");
        scanner = attempt;
        return FoundDay { year, *month, *day };
    }
    return std::nullopt;
}

/// "1月26日" or, in brackets, "(2.4)".
std::optional<FoundDay> take_day_of_year(Scanner& scanner) {
    auto attempt = scanner;
    const bool bracket = attempt.take("(");
    const auto month = attempt.number(1, 2);
    const bool in_words = month && attempt.take("月");
    const bool in_brackets = month && bracket && !in_words && attempt.take(".");
    const auto day = in_words || in_brackets ? attempt.number(1, 2) : std::nullopt;
    const bool closed = in_words ? attempt.take("日") || attempt.take("号") : attempt.take(")");
    if (!day || !closed || !is_month_and_day(*month, *day)) {
        return std::nullopt;
    }
    scanner = attempt;
    return FoundDay { std::nullopt, *month, *day };
}

/// A year standing alone: "2020年".
std::optional<std::int32_t> take_year(Scanner& scanner) {
    auto attempt = scanner;
    const auto year = attempt.number(4, 4);
    if (!year || *year < 1990 || *year > 2199 || !attempt.take("年")) {
        return std::nullopt;
    }
    scanner = attempt;
    return year;
}

/// "102133" after a space, or "-10.21.33.000001" of ICBC's statements.
bool is_time_of_statement(std::string_view text) {
    constexpr std::size_t six_digits = 7;
    if (text.starts_with(' ')) {
        return text.size() == six_digits
            && text.find_first_not_of("0123456789", 1) == std::string_view::npos;
    }
    return text.starts_with('-') && text.size() > six_digits
        && text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

/// A time after the day: "10:03", "T10:03:00", "10时03分".
bool is_time_part(std::string_view text) {
    if (is_time_of_statement(text)) {
        return true;
    }
    if (text.starts_with('T') || text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    if (text.empty()) {
        return true;
    }
    return is_digit(text.front())
        && text.find_first_not_of("0123456789:.+Z APMapm") == std::string_view::npos
        && text.contains(':');
}

}  // namespace

std::optional<Day> FoundDay::resolve(Day latest) const {
    const auto this_year = civil(latest).year;
    if (year) {
        const auto known = day_of({ *year, month, day });
        return known ? std::optional { *known } : std::nullopt;
    }
    // 29 February may be up to eight years back.
    for (auto candidate = this_year; candidate > this_year - 9; --candidate) {
        const auto known = day_of({ candidate, month, day });
        if (known && *known <= latest) {
            return *known;
        }
    }
    return std::nullopt;
}

FoundDay FoundDay::completed_by(const std::optional<FoundDay>& other) const {
    auto completed = *this;
    if (!year && other) {
        completed.year = other->year;
    }
    return completed;
}

std::optional<Day> read_day(std::string_view text) {
    Scanner scanner { text };
    auto found = take_full_day(scanner);
    if (!found) {
        found = take_eight_digits(scanner);
    }
    if (!found) {
        constexpr std::size_t with_time = 14;
        found = take_eight_digits(scanner, with_time);
    }
    if (!found || !is_time_part(scanner.rest())) {
        return std::nullopt;
    }
    const auto day = day_of({ *found->year, found->month, found->day });
    return day ? std::optional { *day } : std::nullopt;
}

bool is_time_of_day(std::string_view text) {
    Scanner scanner { text };
    const auto hour = scanner.number(1, 2);
    const bool minutes = hour && *hour < 25 && scanner.take(":") && scanner.number(2, 2);
    if (minutes && scanner.take(":")) {
        return scanner.number(2, 2).has_value();
    }
    return minutes && scanner.rest().empty();
}

std::optional<Day> day_of_serial(std::string_view number, bool from_1904) {
    constexpr std::int32_t origin_1900 = -25'569;  ///< 1899-12-30
    constexpr std::int32_t origin_1904 = -24'107;  ///< 1904-01-01
    constexpr Day first { 7'305 };                    ///< 1990-01-01
    constexpr Day last { 84'005 };                    ///< 2199-12-31
    std::int32_t serial = 0;
    const auto whole = number.substr(0, std::min(number.find('.'), number.size()));
    const auto parsed = std::from_chars(whole.data(), whole.data() + whole.size(), serial);
    if (parsed.ec != std::errc {} || parsed.ptr != whole.data() + whole.size()) {
        return std::nullopt;
    }
    if (serial > 200'000 || serial < 0) {
        return std::nullopt;
    }
    const Day day { serial + (from_1904 ? origin_1904 : origin_1900) };
    return day >= first && day <= last ? std::optional { day } : std::nullopt;
}

std::optional<FoundDay> find_day(std::string_view text) {
    std::optional<FoundDay> found;
    std::optional<std::int32_t> year;
    while (!text.empty()) {
        Scanner scanner { text };
        auto next = take_full_day(scanner);
        next = next ? next : take_eight_digits(scanner);
        next = next ? next : take_day_of_year(scanner);
        if (next) {
            found = next;
        } else if (const auto alone = take_year(scanner)) {
            year = alone;
        }
        auto used = text.size() - scanner.rest().size();
        if (used == 0) {
            // Step over one character, or over a whole run of digits.
            used = 1;
            while (is_digit(text.front()) && used < text.size() && is_digit(text[used])) {
                ++used;
            }
        }
        text.remove_prefix(used);
    }
    if (found && !found->year) {
        found->year = year;
    }
    return found;
}

}  // namespace boai::exchange
