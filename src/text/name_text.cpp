#include "text/name_text.hpp"

#include "text/name_words.hpp"
#include "text/normalise.hpp"
#include "text/romanise.hpp"

#include <algorithm>

namespace boai::text {
namespace {

std::u32string without_spaces(std::string_view name) {
    auto text = to_utf32(fold(name));
    std::erase(text, U' ');
    return text;
}

bool between_ideographs(std::u32string_view text, std::size_t at) {
    return at > 0 && at + 1 < text.size() && is_ideograph(text[at - 1])
        && is_ideograph(text[at + 1]);
}

}  // namespace

std::string normalise_name(std::string_view name) {
    auto const text = without_spaces(name);
    std::u32string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const stop = (text[at] == U'.' || text[at] == U'。') && between_ideographs(text, at);
        if (!stop && !is_name_dot(text[at])) {
            out += text[at];
        } else if (!out.empty() && out.back() != name_dot) {
            out += name_dot;
        }
    }
    if (out.ends_with(name_dot)) {
        out.pop_back();
    }
    return to_utf8(out);
}

bool looks_like_organisation(std::string_view name) {
    auto const text = to_utf32(normalise(name));
    if (!std::ranges::any_of(text, is_ideograph)) {
        return has_organisation_word(text);
    }
    return has_organisation_word(without_spaces(name));
}

bool is_anonymous_name(std::string_view name) {
    auto const text = without_spaces(name);
    return std::ranges::none_of(text, is_word) || names_nobody(text);
}

std::string pinyin(std::string_view name) {
    return romanise(name, Reading::person_name);
}

std::string pinyin_initials(std::string_view name) {
    return initials(pinyin(name));
}

}  // namespace boai::text
