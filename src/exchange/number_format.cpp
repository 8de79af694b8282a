#include "exchange/number_format.hpp"

namespace boai::exchange {
namespace {

/// The letters of a code that are format symbols: not quoted, not escaped, not in brackets,
/// except an elapsed time such as [h].
struct Symbols {
    bool year_or_day = false;
    bool month_or_minute = false;
    bool hour_or_second = false;

    void note(char symbol) {
        switch (symbol) {
        case 'y':
        case 'Y':
        case 'd':
        case 'D':
            year_or_day = true;
            break;
        case 'm':
        case 'M':
            month_or_minute = true;
            break;
        case 'h':
        case 'H':
        case 's':
        case 'S':
            hour_or_second = true;
            break;
        default:
            break;
        }
    }
};

Symbols symbols_of(std::string_view code) {
    Symbols symbols;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        if (code[i] == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (code[i] == '[') {
            const auto end = std::min(code.find(']', i + 1), code.size());
            const auto inside = code.substr(i + 1, end - i - 1);
            if (inside.find_first_not_of("hHmMsS") == std::string_view::npos) {
                symbols.hour_or_second = true;
            }
            i = end;
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else {
            symbols.note(code[i]);
        }
    }
    return symbols;
}

}  // namespace

NumberUse use_of_format(std::string_view code) {
    if (code == "General" || code == "general" || code == "GENERAL") {
        return NumberUse::plain;
    }
    const auto symbols = symbols_of(code);
    const bool day = symbols.year_or_day || (symbols.month_or_minute && !symbols.hour_or_second);
    if (day) {
        return symbols.hour_or_second ? NumberUse::day_time : NumberUse::day;
    }
    return symbols.hour_or_second ? NumberUse::time : NumberUse::plain;
}

NumberUse use_of_builtin_format(std::uint32_t id) {
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55
        || id == 56) {
        return NumberUse::time;
    }
    if (id == 22) {
        return NumberUse::day_time;
    }
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
        return NumberUse::day;
    }
    return NumberUse::plain;
}

}  // namespace boai::exchange
