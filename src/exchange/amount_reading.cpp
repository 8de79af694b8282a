#include "exchange/amount_reading.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace boai::exchange {
namespace {

constexpr std::int64_t fen_max = 1'000'000'000'000'000;

std::unexpected<Error> not_an_amount() {
    return fail(
        Errc::invalid,
        Text { .zh = "这里不是金额。请改为数字，如 1234.50。",
               .en = "This is no amount. Write a number such as 1234.50." }
    );
}

std::unexpected<Error> finer_than_fen() {
    return fail(
        Errc::invalid,
        Text { .zh = "金额小于一分的部分不为零。请改为两位小数。",
               .en = "The amount is finer than one fen. Write two decimal places." }
    );
}

std::unexpected<Error> amount_too_large() {
    return fail(
        Errc::invalid,
        Text { .zh = "金额过大。请检查单位和位数。",
               .en = "The amount is too large. Check its unit and digits." }
    );
}

/// How many places the decimal point moves right to turn the unit into fen.
int places_of(AmountUnit unit) {
    switch (unit) {
    case AmountUnit::fen:
        return 0;
    case AmountUnit::yuan:
        return 2;
    case AmountUnit::ten_thousand_yuan:
        return 6;
    case AmountUnit::hundred_million_yuan:
        return 10;
    }
    return 2;
}

struct UnitWord {
    std::string_view word;
    AmountUnit unit;
};

/// The longer words first.
constexpr std::array unit_words {
    UnitWord { "亿元", AmountUnit::hundred_million_yuan },
    UnitWord { "万元", AmountUnit::ten_thousand_yuan },
    UnitWord { "亿", AmountUnit::hundred_million_yuan },
    UnitWord { "万", AmountUnit::ten_thousand_yuan },
    UnitWord { "元整", AmountUnit::yuan },
    UnitWord { "元", AmountUnit::yuan },
    UnitWord { "圆", AmountUnit::yuan },
    UnitWord { "yuan", AmountUnit::yuan },
    UnitWord { "分", AmountUnit::fen },
};

struct CurrencyWord {
    std::string_view word;
    Text name;
};

constexpr Text dollar { "美元", "US dollars" };
constexpr Text hong_kong_dollar { "港元", "Hong Kong dollars" };
constexpr Text euro { "欧元", "euros" };
constexpr Text yen { "日元", "yen" };
constexpr Text pound { "英镑", "pounds" };

/// "美金" and codes too; the longer words first.
constexpr std::array foreign_words {
    CurrencyWord { "美元", dollar },
    CurrencyWord { "美金", dollar },
    CurrencyWord { "USD", dollar },
    CurrencyWord { "港元", hong_kong_dollar },
    CurrencyWord { "港币", hong_kong_dollar },
    CurrencyWord { "HKD", hong_kong_dollar },
    CurrencyWord { "欧元", euro },
    CurrencyWord { "EUR", euro },
    CurrencyWord { "日元", yen },
    CurrencyWord { "JPY", yen },
    CurrencyWord { "英镑", pound },
    CurrencyWord { "GBP", pound },
    CurrencyWord { "外币", Text { "外币", "a foreign currency" } },
};

constexpr std::array<std::string_view, 7> currency_words { "人民币", "¥",   "RMB", "CNY",
                                                           "rmb",    "cny", "￥" };

bool take_prefix(std::string_view& text, std::string_view prefix) {
    const bool found = text.starts_with(prefix);
    text.remove_prefix(found ? prefix.size() : 0);
    return found;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
    const bool found = text.ends_with(suffix);
    text.remove_suffix(found ? suffix.size() : 0);
    return found;
}

void trim(std::string_view& text) {
    while (take_prefix(text, " ")) { }
    while (take_suffix(text, " ")) { }
}

/// Takes currency, unit, sign and brackets off; what is left should be a plain number.
struct Stripped {
    std::string_view number;
    AmountUnit unit;
    bool negative = false;
};

Stripped strip(std::string_view text, AmountUnit unit) {
    Stripped result { text, unit };
    auto& rest = result.number;
    trim(rest);
    if (rest.size() > 2 && rest.front() == '(' && rest.back() == ')') {
        rest = rest.substr(1, rest.size() - 2);
        result.negative = true;
    }
    for (const auto word : currency_words) {
        take_prefix(rest, word) || take_suffix(rest, word);
        trim(rest);
    }
    for (const auto& [word, own_unit] : unit_words) {
        if (take_suffix(rest, word)) {
            result.unit = own_unit;
            break;
        }
    }
    trim(rest);
    if (take_prefix(rest, "-") || take_prefix(rest, "−")) {
        result.negative = !result.negative;
    } else {
        take_prefix(rest, "+");
    }
    for (const auto word : currency_words) {
        take_prefix(rest, word);
    }
    trim(rest);
    return result;
}

/// The digits of a number without its point, and how many of them stand before the point.
struct Digits {
    std::string digits;
    int before_point = 0;
};

/// Commas stand by thousands or not at all.
bool read_whole_part(std::string_view text, std::string& digits) {
    const auto first_comma = std::min(text.find(','), text.size());
    const bool grouped = first_comma < text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool comma_due = grouped && i >= first_comma && (i - first_comma) % 4 == 0;
        if (comma_due ? text[i] != ',' : (text[i] < '0' || text[i] > '9')) {
            return false;
        }
        if (!comma_due) {
            digits += text[i];
        }
    }
    return !grouped
        || (first_comma >= 1 && first_comma <= 3 && (text.size() - first_comma) % 4 == 0);
}

std::optional<Digits> read_digits(std::string_view text) {
    constexpr std::size_t length_max = 64;
    constexpr int exponent_max = 64;
    if (text.size() > length_max) {
        return std::nullopt;
    }
    int exponent = 0;
    if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
        auto power = text.substr(e + 1);
        take_prefix(power, "+");
        const auto parsed = std::from_chars(power.data(), power.data() + power.size(), exponent);
        if (power.empty() || parsed.ec != std::errc {} || parsed.ptr != power.data() + power.size()
            || exponent > exponent_max || exponent < -exponent_max) {
            return std::nullopt;
        }
        text = text.substr(0, e);
    }
    const auto point = std::min(text.find('.'), text.size());
    const auto fraction = text.substr(std::min(point + 1, text.size()));
    Digits result;
    const bool good = read_whole_part(text.substr(0, point), result.digits)
        && fraction.find_first_not_of("0123456789") == std::string_view::npos;
    result.before_point = static_cast<int>(result.digits.size()) + exponent;
    result.digits += fraction;
    if (!good || result.digits.empty()) {
        return std::nullopt;
    }
    return result;
}

/// Whether what follows the last whole fen is nothing, dust below it, or dust above it.
enum class Tail : std::uint8_t { none, dust, dust_below_next, real };

Tail tail_of(std::string_view fraction, std::size_t significant_digits) {
    constexpr std::size_t dust_digits = 14;
    if (fraction.find_first_not_of('0') == std::string_view::npos) {
        return Tail::none;
    }
    if (significant_digits < dust_digits) {
        return Tail::real;
    }
    if (fraction.starts_with("0000")) {
        return Tail::dust;
    }
    return fraction.starts_with("9999") ? Tail::dust_below_next : Tail::real;
}

Result<std::int64_t> fen_of(const Digits& number, int places) {
    const auto first = number.digits.find_first_not_of('0');
    if (first == std::string::npos) {
        return 0;
    }
    auto digits = number.digits.substr(first);
    const auto significant_digits = digits.size();
    auto whole = number.before_point - static_cast<int>(first) + places;
    if (whole < 0) {
        digits.insert(0, static_cast<std::size_t>(-whole), '0');
        whole = 0;
    }
    if (whole > 17) {
        return amount_too_large();
    }
    const auto whole_digits = static_cast<std::size_t>(whole);
    if (digits.size() < whole_digits) {
        digits.append(whole_digits - digits.size(), '0');
    }
    std::int64_t fen = 0;
    std::from_chars(digits.data(), digits.data() + whole_digits, fen);
    const auto tail = tail_of(std::string_view { digits }.substr(whole_digits), significant_digits);
    if (tail == Tail::real) {
        return finer_than_fen();
    }
    return fen + (tail == Tail::dust_below_next ? 1 : 0);
}

}  // namespace

std::optional<AmountUnit> unit_named_in(std::string_view text) {
    for (const auto& [word, unit] : unit_words) {
        const bool whole_word = word.ends_with("元");
        if (whole_word && text.contains(word)) {
            return unit;
        }
    }
    if (text.contains("(分)") || text.contains("单位:分")) {
        return AmountUnit::fen;
    }
    return std::nullopt;
}

std::optional<Text> foreign_currency_in(std::string_view text) {
    const auto found = std::ranges::find_if(foreign_words, [&](const CurrencyWord& known) {
        return text.contains(known.word);
    });
    return found == foreign_words.end() ? std::nullopt : std::optional { found->name };
}

Message foreign_currency_problem(const Text& currency) {
    const auto zh = compose(
        { .zh = "金额是{}，不是人民币。请按银行入账的人民币金额登记。", .en = "" }, { currency.zh }
    );
    const auto en = compose(
        { .zh = "", .en = "The amount is in {}, not in yuan. Enter the yuan the bank credited." },
        { currency.en }
    );
    return { zh.zh, en.en };
}

Result<Money> read_amount(std::string_view text, AmountUnit unit) {
    const auto stripped = strip(text, unit);
    const auto digits = read_digits(stripped.number);
    if (!digits) {
        return not_an_amount();
    }
    const auto fen = TRY(fen_of(*digits, places_of(stripped.unit)));
    if (fen > fen_max) {
        return amount_too_large();
    }
    return Money { stripped.negative ? -fen : fen };
}

}  // namespace boai::exchange
