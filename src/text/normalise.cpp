#include "text/normalise.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace boai::text {
namespace {

constexpr char32_t braille_blank = 0x2800;
constexpr char32_t common_ideographs_first = 0x4E00;
constexpr char32_t common_ideographs_last = 0x9FA5;

enum class Form : std::uint8_t { nfc, nfd, nfkc };

/// ICU's own data; it is missing only from a broken installation.
icu::Normalizer2 const& normalizer(Form form) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Normalizer2 const* found = nullptr;
    switch (form) {
    case Form::nfc:
        found = icu::Normalizer2::getNFCInstance(status);
        break;
    case Form::nfd:
        found = icu::Normalizer2::getNFDInstance(status);
        break;
    case Form::nfkc:
        found = icu::Normalizer2::getNFKCInstance(status);
        break;
    }
    if (found == nullptr || U_FAILURE(status) != 0) [[unlikely]] {
        static_cast<void>(std::fputs("boai: ICU's normalisation data is missing\n", stderr));
        std::abort();
    }
    return *found;
}

icu::UnicodeString to_icu(std::u32string_view text) {
    // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the size is passed beside it
    auto const* const code_points = reinterpret_cast<UChar32 const*>(text.data());
    return icu::UnicodeString::fromUTF32(code_points, static_cast<std::int32_t>(text.size()));
}

std::u32string from_icu(icu::UnicodeString const& text) {
    std::u32string out;
    out.reserve(static_cast<std::size_t>(text.length()));
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        out += static_cast<char32_t>(text.char32At(at));
    }
    return out;
}

std::u32string in_form(std::u32string_view text, Form form) {
    UErrorCode status = U_ZERO_ERROR;
    auto const made = normalizer(form).normalize(to_icu(text), status);
    return U_FAILURE(status) != 0 ? std::u32string { text } : from_icu(made);
}

/// Whether NFKC and clean leave a character as it is: the commonest ones, told without a table.
bool is_plain(char32_t c) {
    return (c > U' ' && c < 0x7F) || (c >= common_ideographs_first && c <= common_ideographs_last);
}

bool is_plain(std::u32string_view text) {
    return std::ranges::all_of(text, [](char32_t c) { return is_plain(c); });
}

std::u32string clean_code_points(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    bool space = false;
    for (char32_t const c : text) {
        if (is_space(c)) {
            space = !out.empty();
            continue;
        }
        if (is_invisible(c)) {
            continue;
        }
        if (std::exchange(space, false)) {
            out += U' ';
        }
        out += c;
    }
    return out;
}

std::u32string normalise_code_points(std::string_view utf8) {
    auto text = to_utf32(utf8);
    if (is_plain(text)) {
        return text;
    }
    // Composing can make a space out of a mark that stood alone, so clean again.
    auto composed = clean_code_points(in_form(clean_code_points(text), Form::nfkc));
    return in_form(composed, Form::nfkc);
}

std::u32string fold_code_points(std::string_view utf8) {
    auto text = normalise_code_points(utf8);
    if (std::ranges::all_of(text, [](char32_t c) { return c < 0x7F || is_plain(c); })) {
        std::ranges::transform(text, text.begin(), [](char32_t c) {
            return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
        });
        return text;
    }
    return in_form(from_icu(to_icu(text).foldCase()), Form::nfkc);
}

bool is_mark(char32_t c) {
    return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

bool is_latin(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

// The macro converts between signed and unsigned bytes without saying so, and counts as complex.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

/// The code point at `at`, which moves behind it.
// NOLINTNEXTLINE(readability-function-*): the body is ICU's macro
char32_t next_code_point(std::string_view utf8, std::size_t& at) {
    UChar32 c = 0;
    auto const size = utf8.size();
    U8_NEXT_OR_FFFD(utf8, at, size, c);  // NOLINT(bugprone-inc-dec-in-conditions): ICU's macro
    return static_cast<char32_t>(c);
}

#pragma GCC diagnostic pop

}  // namespace

std::u32string to_utf32(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size() / 2);
    for (std::size_t at = 0; at < utf8.size();) {
        out += next_code_point(utf8, at);
    }
    return out;
}

std::string to_utf8(std::u32string_view code_points) {
    std::string out;
    to_icu(code_points).toUTF8String(out);
    return out;
}

bool is_invisible(char32_t c) {
    if (is_plain(c)) {
        return false;
    }
    auto const code_point = static_cast<UChar32>(c);
    auto const type = u_charType(code_point);
    return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || c == braille_blank
        || u_hasBinaryProperty(code_point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0
        || u_hasBinaryProperty(code_point, UCHAR_NONCHARACTER_CODE_POINT) != 0;
}

bool is_space(char32_t c) {
    return !is_plain(c) && u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool is_ideograph(char32_t c) {
    if (c >= common_ideographs_first && c <= common_ideographs_last) {
        return true;
    }
    auto const code_point = static_cast<UChar32>(c);
    return u_hasBinaryProperty(code_point, UCHAR_IDEOGRAPHIC) != 0
        || u_charType(code_point) == U_PRIVATE_USE_CHAR;
}

bool is_word(char32_t c) {
    auto const type = u_charType(static_cast<UChar32>(c));
    return is_ideograph(c) || u_isalnum(static_cast<UChar32>(c)) != 0 || type == U_NON_SPACING_MARK
        || type == U_COMBINING_SPACING_MARK;
}

std::string clean(std::string_view utf8) {
    return to_utf8(clean_code_points(to_utf32(utf8)));
}

std::string normalise(std::string_view utf8) {
    return to_utf8(normalise_code_points(utf8));
}

std::string fold(std::string_view utf8) {
    return to_utf8(fold_code_points(utf8));
}

std::string fold_marks(std::string_view utf8) {
    auto const text = fold_code_points(utf8);
    if (std::ranges::all_of(text, [](char32_t c) { return c < 0x7F || is_plain(c); })) {
        return to_utf8(text);
    }
    std::u32string kept;
    bool latin = false;
    for (char32_t const c : in_form(text, Form::nfd)) {
        bool const mark = is_mark(c);
        if (!mark) {
            latin = is_latin(c);
        }
        if (!mark || !latin) {
            kept += c;
        }
    }
    return to_utf8(in_form(kept, Form::nfc));
}

}  // namespace boai::text
