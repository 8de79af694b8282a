#include "exchange/text_cleaning.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace boai::exchange {
namespace {

/// Whether every character is printable ASCII or one of the common Chinese characters
/// U+4E00-U+9FFF, which NFKC leaves alone, and white space stands single and inside only.
bool is_clean(std::string_view text) {
    bool space_before = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool space = byte == ' ';
        if (byte < 0x20 || byte == 0x7F || (space && space_before)) {
            return false;
        }
        space_before = space;
        if (byte < 0x80) {
            continue;
        }
        const bool common = byte > 0xE4 && byte <= 0xE9;
        const bool first_common = byte == 0xE4 && i + 1 < text.size()
            && static_cast<unsigned char>(text[i + 1]) >= 0xB8;
        if ((!common && !first_common) || i + 2 >= text.size()) {
            return false;
        }
        i += 2;
    }
    return !space_before || text.empty();
}

bool is_invisible(UChar32 character) {
    switch (u_charType(character)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
        return true;
    default:
        return character >= 0xFE00 && character <= 0xFE0F;  // variation selectors
    }
}

/// Drops what is invisible and joins white space, in one pass over normalised text.
// NOLINTNEXTLINE(readability-function-size,readability-function-cognitive-complexity): ICU's macro
void tidy(std::string_view text, std::string& out) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    bool space_due = false;
    for (std::int32_t i = 0; i < length;) {
        const auto start = i;
        UChar32 character = 0;
        // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): the expansion of ICU's macro
        U8_NEXT_OR_FFFD(bytes, i, length, character);
        if (u_isUWhiteSpace(character) != 0) {
            space_due = !out.empty();
        } else if (!is_invisible(character)) {
            out += space_due ? " " : "";
            space_due = false;
            constexpr UChar32 replacement = 0xFFFD;
            const auto first = static_cast<std::size_t>(start);
            const auto size = static_cast<std::size_t>(i - start);
            out += character == replacement ? "\uFFFD" : text.substr(first, size);
        }
    }
}

}  // namespace

void clean_text_into(std::string_view text, std::string& out) {
    out.clear();
    if (is_clean(text)) {
        out.assign(text);
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    const auto* const form = icu::Normalizer2::getNFKCInstance(status);
    std::string normalised;
    if (U_SUCCESS(status) != 0) {
        icu::StringByteSink<std::string> sink { &normalised };
        const icu::StringPiece piece { text.data(), static_cast<std::int32_t>(text.size()) };
        form->normalizeUTF8(0, piece, sink, nullptr, status);
    }
    tidy(U_SUCCESS(status) != 0 ? std::string_view { normalised } : text, out);
}

std::string clean_text(std::string_view text) {
    std::string out;
    clean_text_into(text, out);
    return out;
}

}  // namespace boai::exchange
