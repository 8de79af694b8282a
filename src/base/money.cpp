#include "base/money.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace boai {
namespace {

constexpr std::int64_t fen_max = 1'000'000'000'000'000;
constexpr Text not_an_amount { "金额应为数字，最多两位小数",
                               "the amount must be a number with at most two decimals" };
constexpr Text amount_too_large { "金额超出可记范围",
                                  "the amount is beyond the largest that can be kept" };

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Drops the grouping commas; nothing when a group is not of three digits.
std::optional<std::string> without_grouping(std::string_view whole) {
    auto const first_comma = whole.find(',');
    if (first_comma == std::string_view::npos) {
        return std::string { whole };
    }
    bool const head_fits = first_comma >= 1 && first_comma <= 3;
    if (!head_fits || (whole.size() - first_comma) % 4 != 0) {
        return std::nullopt;
    }
    std::string digits { whole.substr(0, first_comma) };
    for (auto at = first_comma; at < whole.size(); at += 4) {
        if (whole[at] != ',') {
            return std::nullopt;
        }
        digits.append(whole.substr(at + 1, 3));
    }
    return digits;
}

}  // namespace

Result<Money> parse_money(std::string_view yuan) {
    bool const negative = yuan.starts_with('-');
    if (negative || yuan.starts_with('+')) {
        yuan.remove_prefix(1);
    }
    auto const point = yuan.find('.');
    auto const digits = without_grouping(yuan.substr(0, point));
    std::string places { point == std::string_view::npos ? "" : yuan.substr(point + 1) };
    while (places.size() > 2 && places.back() == '0') {
        places.pop_back();
    }
    bool const empty = !digits || (digits->empty() && places.empty());
    if (empty || places.size() > 2 || !std::ranges::all_of(*digits, is_digit)
        || !std::ranges::all_of(places, is_digit)) {
        return fail(Errc::invalid, not_an_amount);
    }
    places.resize(2, '0');
    std::int64_t fen = 0;
    for (char const c : *digits + places) {
        fen = fen * 10 + (c - '0');
        if (fen > fen_max) {
            return fail(Errc::invalid, amount_too_large);
        }
    }
    return Money { negative ? -fen : fen };
}

std::string to_string(Money amount) {
    bool const negative = amount.fen < 0;
    auto const fen = negative ? 0 - static_cast<std::uint64_t>(amount.fen)
                              : static_cast<std::uint64_t>(amount.fen);
    auto const places = fen % 100;
    return (negative ? "-" : "") + std::to_string(fen / 100) + (places < 10 ? ".0" : ".")
        + std::to_string(places);
}

std::string grouped_count(std::int64_t count) {
    auto text = std::to_string(count);
    auto const first = static_cast<std::ptrdiff_t>(count < 0 ? 1 : 0);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > first; at -= 3) {
        text.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return text;
}

std::string grouped(Money amount) {
    auto const text = to_string(amount);
    auto const places = text.size() - 3;
    // Below one yuan the sign would be lost with the zero.
    auto const yuan = amount.fen / 100;
    return (amount.fen < 0 && yuan == 0 ? "-" : "") + grouped_count(yuan) + text.substr(places);
}

}  // namespace boai
