#include "text/romanise.hpp"

#include "text/normalise.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>

namespace boai::text {
namespace {

constexpr char32_t diaeresis = 0x0308;
constexpr std::u32string_view tones = U"\u0300\u0301\u0304\u030C";

/// ICU's own rules. They are large, so that there is one of each, and its users take turns.
class Romaniser {
public:
    explicit Romaniser(char const* id) {
        UErrorCode status = U_ZERO_ERROR;
        rules_.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
        if (rules_ == nullptr || U_FAILURE(status) != 0) {
            static_cast<void>(std::fputs("boai: ICU's transliteration rules are missing\n", stderr)
            );
            std::abort();
        }
    }

    std::string apply(std::string_view utf8) {
        auto text
            = icu::UnicodeString::fromUTF8({ utf8.data(), static_cast<std::int32_t>(utf8.size()) });
        std::scoped_lock const lock { mutex_ };
        rules_->transliterate(text);
        std::string out;
        text.toUTF8String(out);
        return out;
    }

private:
    std::mutex mutex_;
    std::unique_ptr<icu::Transliterator> rules_;
};

Romaniser& romaniser(Reading reading) {
    if (reading == Reading::person_name) {
        static Romaniser names { "Han-Latin/Names; Any-Latin; NFD" };
        return names;
    }
    static Romaniser words { "Han-Latin; Any-Latin; NFD" };
    return words;
}

bool is_letter_or_digit(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
}

}  // namespace

std::string romanise(std::string_view utf8, Reading reading) {
    auto const latin = to_utf32(romaniser(reading).apply(fold(utf8)));
    std::string out;
    bool space = false;
    for (std::size_t at = 0; at < latin.size(); ++at) {
        auto const c = latin[at];
        bool const toned = at + 1 < latin.size() && tones.contains(latin[at + 1]);
        if (is_letter_or_digit(c)) {
            out += space && !out.empty() ? " " : "";
            out += static_cast<char>(c);
            space = false;
        } else if (c == diaeresis && toned && out.ends_with('u')) {
            out.back() = 'v';
        } else {
            // Tones and other marks do not part words.
            space = space || !is_word(c);
        }
    }
    return out;
}

std::string initials(std::string_view romanised) {
    std::string out;
    char before = ' ';
    for (char const c : romanised) {
        if (before == ' ' && c != ' ') {
            out += c;
        }
        before = c;
    }
    return out;
}

}  // namespace boai::text
