#include "text/bigrams.hpp"

#include "text/normalise.hpp"

#include <unicode/uscript.h>

#include <algorithm>

namespace boai::text {
namespace {

constexpr std::size_t word_characters_max = 64;

/// A stretch of characters of one class.
struct Run {
    std::u32string_view characters;
    bool unspaced = false;  ///< of a script written without spaces: indexed by pairs
};

bool is_unspaced(char32_t c) {
    if (is_ideograph(c)) {
        return true;
    }
    UErrorCode status = U_ZERO_ERROR;
    auto const script = uscript_getScript(static_cast<UChar32>(c), &status);
    return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HANGUL;
}

std::vector<Run> runs_of(std::u32string_view text) {
    std::vector<Run> runs;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_word(text[at])) {
            ++at;
            continue;
        }
        bool const unspaced = is_unspaced(text[at]);
        auto end = at + 1;
        while (end < text.size() && is_word(text[end]) && is_unspaced(text[end]) == unspaced) {
            ++end;
        }
        runs.push_back({ text.substr(at, end - at), unspaced });
        at = end;
    }
    return runs;
}

std::vector<std::string> pairs_of(std::u32string_view run) {
    std::vector<std::string> pairs;
    for (std::size_t at = 0; at + 1 < run.size(); ++at) {
        pairs.push_back(to_utf8(run.substr(at, 2)));
    }
    return pairs;
}

SearchPhrase phrase_of(Run const& run) {
    if (!run.unspaced) {
        return { { to_utf8(run.characters.substr(0, word_characters_max)) }, true };
    }
    if (run.characters.size() == 1) {
        return { { to_utf8(run.characters) }, true };
    }
    return { pairs_of(run.characters), false };
}

std::string joined(std::vector<std::string> const& tokens, std::string_view between) {
    std::string out;
    for (auto const& token : tokens) {
        if (!out.empty()) {
            out += between;
        }
        out += token;
    }
    return out;
}

}  // namespace

std::string search_terms(std::string_view text) {
    auto const folded = to_utf32(fold_marks(text));
    std::vector<std::string> tokens;
    for (auto const& run : runs_of(folded)) {
        if (run.unspaced) {
            std::ranges::move(pairs_of(run.characters), std::back_inserter(tokens));
            tokens.push_back(to_utf8(run.characters.substr(run.characters.size() - 1)));
        } else {
            tokens.push_back(to_utf8(run.characters.substr(0, word_characters_max)));
        }
    }
    return joined(tokens, " ");
}

std::vector<SearchPhrase> search_phrases(std::string_view query) {
    auto const folded = to_utf32(fold_marks(query));
    std::vector<SearchPhrase> phrases;
    for (auto const& run : runs_of(folded)) {
        phrases.push_back(phrase_of(run));
    }
    return phrases;
}

std::string fts5_query(std::string_view query) {
    std::vector<std::string> parts;
    for (auto const& phrase : search_phrases(query)) {
        // Tokens are letters and digits only: nothing in them can end the quotes.
        parts.push_back('"' + joined(phrase.tokens, " ") + (phrase.prefix ? "\"*" : "\""));
    }
    return joined(parts, " AND ");
}

std::string tsquery(std::string_view query) {
    std::vector<std::string> parts;
    for (auto const& phrase : search_phrases(query)) {
        parts.push_back(joined(phrase.tokens, " <-> ") + (phrase.prefix ? ":*" : ""));
    }
    return joined(parts, " & ");
}

}  // namespace boai::text
