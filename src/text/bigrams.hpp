/// \file
/// Full-text search in Chinese with engines that cannot split it: the program makes the tokens,
/// pairs of neighbouring characters for Chinese and words for the rest.
/// Threads: any, for every function here.
/// Source: decision to index bigrams with FTS5 unicode61 and to_tsvector('simple').
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boai::text {

/// Tokens to be indexed, separated by spaces: "慈善总会 Boai" gives "慈善 善总 总会 会 boai".
/// The last character of a run stands alone too, in order that every character begins a token
/// and is found by itself. Words are cut at 64 characters.
[[nodiscard]] std::string search_terms(std::string_view text);

/// Tokens that follow each other in the text searched for. A query of several words is several
/// phrases, all of which must be found.
struct SearchPhrase {
    std::vector<std::string> tokens;
    bool prefix = false;  ///< the last token may go on
};

/// The phrases of what a person typed: "慈善总会 bo" gives {慈善 善总 总会} and {bo...}.
/// Empty when it holds no letter or digit.
[[nodiscard]] std::vector<SearchPhrase> search_phrases(std::string_view query);

/// The query as SQLite's FTS5 reads it after MATCH; empty when there is nothing to search.
[[nodiscard]] std::string fts5_query(std::string_view query);

/// The query as PostgreSQL's to_tsquery('simple', ...) reads it; empty when there is nothing to
/// search.
[[nodiscard]] std::string tsquery(std::string_view query);

}  // namespace boai::text
