#include "text/name_mask.hpp"

#include "text/name_words.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace boai::text {
namespace {

using View = std::u32string_view;
using String = std::u32string;

constexpr char32_t star = U'*';
constexpr char32_t list_comma = U'、';
/// Between names in Chinese text only; U"、" is one everywhere.
constexpr View list_separators = U"、,;/&+|";
constexpr View star_group = U"**";
constexpr View starred_bracket = U"(**)";
constexpr View opening_brackets = U"([{<【〔〖《〈「『";
constexpr std::size_t tail_shown_max = 2;
constexpr std::size_t first_part_max = 7;

/// Characters of a name, shown or starred.
bool counts(char32_t c) {
    return c == star || is_word(c);
}

std::size_t count_of(View text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, counts));
}

bool has_ideograph(View text) {
    return std::ranges::any_of(text, is_ideograph);
}

/// Spaces inside a Chinese name only pad it.
String without_spaces(View text) {
    String kept { text };
    std::erase(kept, U' ');
    return kept;
}

/// Takes marks that are no part of a name off both ends.
View trimmed(View text) {
    while (!text.empty() && !counts(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && !counts(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// The first `shown` characters and a star for each of the rest; spaces stay.
String starred_after(View text, std::size_t shown) {
    String masked { text.substr(0, shown) };
    for (char32_t const c : text.substr(shown)) {
        masked += c == U' ' ? U' ' : star;
    }
    return masked;
}

/// A name masked from the front by someone else; a tail too long to be a given name is starred.
String mask_front_masked(View text) {
    auto const tail = text.substr(std::min(text.find_first_not_of(star), text.size()));
    bool const short_tail = tail.size() <= tail_shown_max && std::ranges::all_of(tail, is_word);
    return short_tail ? String { text } : String(text.size(), star);
}

String mask_word(View text) {
    if (text.starts_with(star)) {
        return mask_front_masked(text);
    }
    if (text.size() <= 1) {
        return String(text.size(), star);
    }
    if (!is_ideograph(text.front())) {
        return starred_after(text, 1);
    }
    // 欧阳 alone is a surname 欧 and a given name.
    auto const surname = surname_size(text);
    return starred_after(text, surname < text.size() ? surname : 1);
}

/// The place of the first name dot with something before and behind it.
std::size_t dot_in(View text) {
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        // A full stop is one between Chinese characters only: J.Smith.
        bool const stop = (text[at] == U'.' || text[at] == U'。') && is_ideograph(text[at - 1])
            && is_ideograph(text[at + 1]);
        if (is_name_dot(text[at]) || stop) {
            return at;
        }
    }
    return View::npos;
}

String mask_dotted(View text, std::size_t dot) {
    auto const first = text.substr(0, dot);
    // Longer ones, and those with marks in them, are not one part of a name.
    bool const one_part
        = first.size() <= first_part_max && std::ranges::all_of(first, is_ideograph);
    String masked = one_part ? String { first } : mask_word(first);
    masked += name_dot;
    masked += star_group;
    return masked;
}

/// Masks one name that has neither list, bracket nor marks around it.
String mask_single(View text) {
    if (names_nobody(text)) {
        return String { text };
    }
    auto const [suffix, after_surname] = group_suffix(text);
    if (suffix > 0) {
        auto const name = text.substr(0, text.size() - suffix);
        bool const bare_surname = name.size() == surname_size(name) && is_ideograph(name.front());
        auto const kept = after_surname && bare_surname;
        return (kept ? String { name } : mask_single(name)) + String { text.substr(name.size()) };
    }
    auto const dot = dot_in(text);
    return dot == View::npos ? mask_word(text) : mask_dotted(text, dot);
}

String mask_one(View text) {
    auto const whole = trimmed(text);
    auto const open = whole.find_first_of(opening_brackets);
    auto const name = trimmed(whole.substr(0, open));
    auto masked = name.empty() ? String {} : mask_single(name);
    if (open != View::npos) {
        masked += starred_bracket;
    }
    return masked;
}

std::vector<View> split(View text, auto const& is_separator) {
    std::vector<View> parts;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at == text.size() || is_separator(text[at])) {
            parts.push_back(text.substr(start, at - start));
            start = at + 1;
        }
    }
    std::erase_if(parts, [](View part) { return count_of(part) == 0; });
    return parts;
}

/// The names in a list, or nothing when the text is one name. A part of one character is more
/// likely a piece of a name than a name.
std::vector<View> names_in_list(View text) {
    bool const chinese = has_ideograph(text);
    auto const parts = split(text, [chinese](char32_t c) {
        return c == list_comma || (chinese && list_separators.contains(c));
    });
    if (parts.size() > 1) {
        auto const all = std::ranges::all_of(parts, [](View part) { return count_of(part) > 1; });
        return all ? parts : std::vector<View> {};
    }
    // 孟舟·田野 are two persons, not one with a name of two parts.
    auto const dotted = split(text, is_name_dot);
    bool const persons = dotted.size() > 1 && std::ranges::all_of(dotted, looks_like_common_name);
    return persons ? dotted : std::vector<View> {};
}

bool is_dot_or_stop(char32_t c) {
    return is_name_dot(c) || c == U'.' || c == U'。';
}

/// Whether a word of a text with spaces is a name by itself: 孟舟, 孟舟夫妇, 阿依努尔·沙迪克.
bool is_name(View word) {
    auto const name = word.substr(0, word.size() - group_suffix(word).size);
    auto const dot = dot_in(name);
    bool const dotted = dot != View::npos && dot > 1 && std::ranges::all_of(name, [](char32_t c) {
                            return is_ideograph(c) || is_dot_or_stop(c);
                        });
    return dotted || looks_like_common_name(name);
}

/// Whether spaces stand where they part no names: beside a dot, behind a character that may be a
/// surname by itself, or a compound surname.
bool has_padding(View text, std::vector<View> const& words) {
    for (std::size_t at = 1; at < text.size(); ++at) {
        auto const before = text[at - 1];
        if ((before == U' ' && is_dot_or_stop(text[at]))
            || (is_dot_or_stop(before) && text[at] == U' ')) {
            return true;
        }
    }
    auto const front = words.front();
    return surname_size(front) == front.size();
}

/// The names at the end of a Chinese text with spaces: all of 孟舟 田野, the last of 海州一中 孟舟.
/// Nothing when the spaces may only pad one name: 孟 小舟, 欧阳 小舟.
std::vector<View> names_behind_spaces(View text) {
    auto const words = split(text, [](char32_t c) { return c == U' '; });
    bool const list = text.find_first_of(list_separators) != View::npos;
    if (words.size() < 2 || list || has_padding(text, words)) {
        return {};
    }
    auto first = words.end();
    while (first != words.begin() && is_name(*std::prev(first))) {
        --first;
    }
    bool const padded = first != words.begin() && std::prev(first)->size() < 2;
    return padded ? std::vector<View> {} : std::vector<View>(first, words.end());
}

String mask_each(std::vector<View> const& names) {
    String masked;
    for (View const one : names) {
        masked += masked.empty() ? String {} : String { list_comma };
        masked += mask_one(one);
    }
    return masked;
}

String mask_person(View name) {
    if (!has_ideograph(name)) {
        auto const names = names_in_list(name);
        return names.empty() ? mask_one(name) : mask_each(names);
    }
    if (auto const names = names_behind_spaces(name); !names.empty()) {
        return mask_each(names);
    }
    auto const text = without_spaces(name);
    auto const names = names_in_list(text);
    return names.empty() ? mask_one(text) : mask_each(names);
}

/// An organisation is shown in full, but a bracket behind its name often holds who gave for it.
String mask_organisation(View name) {
    bool const bracket = name.ends_with(U')') || name.ends_with(U'）');
    auto const open = bracket ? name.find_last_of(U"(（") : View::npos;
    if (open == View::npos || open == 0) {
        return String { name };
    }
    auto const inside = name.substr(open + 1, name.size() - open - 2);
    if (names_no_person(to_utf32(normalise(to_utf8(inside))))) {
        return String { name };
    }
    return String { name.substr(0, open + 1) } + String { star_group } + name.back();
}

} // namespace

std::string mask_name(std::string_view name, NameKind kind) {
    if (kind == NameKind::alias) {
        return clean(name);
    }
    if (kind == NameKind::organisation) {
        return to_utf8(mask_organisation(to_utf32(clean(name))));
    }
    return to_utf8(mask_person(to_utf32(normalise(name))));
}

} // namespace boai::text
