#include "text/number_mask.hpp"

#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace boai::text {
namespace {

constexpr std::size_t mobile_size = 11;
constexpr std::size_t id_size = 18;
constexpr std::size_t old_id_size = 15;

constexpr Text not_a_phone {
    "电话号码不对：手机号为 11 位，座机请带区号，境外号码以 + 开头",
    "not a telephone number: a mobile has 11 digits, a landline its area code, a foreign number "
    "begins with +",
};
constexpr Text old_id {
    "15 位身份证号已停用，请填写 18 位",
    "identity numbers of 15 digits are out of use; enter the one of 18",
};
constexpr Text not_an_id {
    "身份证号应为 18 位，末位可以是 X",
    "an identity number has 18 digits, the last may be X",
};
constexpr Text no_such_region {
    "身份证号的地区码不对，请核对前两位",
    "the identity number has no such region; check the first two digits",
};
constexpr Text no_such_birthday {
    "身份证号中的出生日期不对，请核对第 7 至 14 位",
    "the identity number has no such birthday; check digits 7 to 14",
};
constexpr Text check_differs {
    "身份证号校验位不符，请逐位核对",
    "the identity number's check character differs; compare each digit",
};

// Provinces, then Taiwan, Hong Kong, Macao, and 91 of permits for foreigners. GB/T 2260.
constexpr auto regions = std::to_array<std::string_view>({
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
    "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
    "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91",
});

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Normalised, without the marks people put between digits.
std::string compact(std::string_view text) {
    auto kept = normalise(text);
    std::erase_if(kept, [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')'; });
    return kept;
}

/// A mobile, a landline with its area code, or a service number of China.
bool is_chinese_phone(std::string_view digits) {
    bool const mobile
        = digits.size() == mobile_size && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
    bool const landline
        = digits.starts_with('0') && digits.size() >= 10 && digits.size() <= 12 && digits[1] != '0';
    bool const service
        = digits.size() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    return mobile || landline || service;
}

/// Takes 86 off the front of a Chinese number, and puts back the zero of its area code.
std::string without_china(std::string digits) {
    std::size_t prefix = 0;
    for (std::string_view const one : { "+86", "0086", "86" }) {
        prefix = prefix == 0 && digits.starts_with(one) ? one.size() : prefix;
    }
    auto const rest = std::string_view { digits }.substr(prefix);
    bool const mobile = rest.size() == mobile_size && rest.starts_with('1');
    // 86 without a plus may begin a number of its own.
    bool const landline
        = prefix > 2 && rest.size() >= 9 && rest.size() <= 11 && !rest.starts_with('0');
    if (prefix > 0 && mobile) {
        digits.erase(0, prefix);
    } else if (landline) {
        digits.replace(0, prefix, "0");
    }
    return digits;
}

std::int32_t number_at(std::string_view digits, std::size_t at, std::size_t size) {
    std::int32_t number = 0;
    auto const part = digits.substr(at, size);
    std::from_chars(part.data(), part.data() + part.size(), number);
    return number;
}

Result<Day> birthday_at(std::string_view id) {
    auto const day = day_of({ number_at(id, 6, 4), number_at(id, 10, 2), number_at(id, 12, 2) });
    if (!day.has_value()) {
        return fail_field("id_number", no_such_birthday);
    }
    return *day;
}

/// ISO 7064, MOD 11-2.
char check_character(std::string_view id) {
    std::uint32_t sum = 0;
    for (char const c : id.substr(0, id_size - 1)) {
        sum = (sum + static_cast<std::uint32_t>(c - '0')) * 2 % 11;
    }
    auto const check = (12 - sum) % 11;
    return check == 10 ? 'X' : static_cast<char>('0' + check);
}

/// A number's characters, digits and others; what masks may show is counted in them.
std::u32string characters_of(std::string_view text) {
    auto characters = to_utf32(compact(text));
    std::erase_if(characters, [](char32_t c) { return c != U'*' && !is_word(c); });
    return characters;
}

std::string masked(std::u32string_view text, std::size_t front, std::size_t back) {
    std::u32string out { text.substr(0, front) };
    out.append(text.size() - front - back, U'*');
    out += text.substr(text.size() - back);
    return to_utf8(out);
}

}  // namespace

Result<std::string> parse_phone(std::string_view text) {
    auto digits = without_china(compact(text));
    if (all_digits(digits) && is_chinese_phone(digits)) {
        return digits;
    }
    bool const foreign = digits.starts_with('+') && !digits.starts_with("+86")
        && all_digits(std::string_view { digits }.substr(1)) && digits.size() >= 8
        && digits.size() <= 16 && digits[1] != '0';
    if (!foreign) {
        return fail_field("phone", not_a_phone);
    }
    return digits;
}

Result<std::string> parse_id_number(std::string_view text) {
    auto id = compact(text);
    if (id.size() == old_id_size && all_digits(id)) {
        return fail_field("id_number", old_id);
    }
    if (id.ends_with('x')) {
        id.back() = 'X';
    }
    bool const shaped = id.size() == id_size
        && all_digits(std::string_view { id }.substr(0, id_size - 1))
        && (is_digit(id.back()) || id.back() == 'X');
    if (!shaped) {
        return fail_field("id_number", not_an_id);
    }
    if (std::ranges::find(regions, std::string_view { id }.substr(0, 2)) == regions.end()) {
        return fail_field("id_number", no_such_region);
    }
    TRY(birthday_at(id));
    if (check_character(id) != id.back()) {
        return fail_field("id_number", check_differs);
    }
    return id;
}

Result<Day> birthday_of(std::string_view id_number) {
    auto const id = TRY(parse_id_number(id_number));
    return birthday_at(id);
}

std::string mask_phone(std::string_view text) {
    auto characters = characters_of(text);
    auto const size = characters.size();
    if (size == mobile_size + 2 && characters.starts_with(U"86")) {
        characters.erase(0, 2);
    }
    if (characters.size() == mobile_size && characters.front() == U'1') {
        return masked(characters, 3, 4);
    }
    return masked(characters, 0, size >= 8 ? 4 : 0);
}

std::string mask_id_number(std::string_view text) {
    auto const characters = characters_of(text);
    auto const size = characters.size();
    if (size == id_size || size == old_id_size) {
        return masked(characters, 6, 4);
    }
    return masked(characters, 0, size >= 6 ? 2 : 0);
}

std::string mask_bank_card(std::string_view text) {
    auto const characters = characters_of(text);
    auto const shown = characters.size() >= 8 ? characters.substr(characters.size() - 4) : U"";
    return "****" + to_utf8(shown);
}

}  // namespace boai::text
