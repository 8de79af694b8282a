/// \file
/// Understands the words of a header row.
#pragma once

#include "exchange/target_field.hpp"

#include <string>

namespace boai::exchange {

/// A header cell reduced to its words: lower case, no white space, no punctuation.
/// "捐赠(单位/姓名）" becomes "捐赠单位姓名"; a unit in brackets, "（元）", is left out.
[[nodiscard]] std::string header_words(std::string_view cell_text);

/// What a header means.
struct HeaderMeaning {
    std::optional<std::size_t> field;  ///< index into the target fields
    int certainty = 0; ///< below 100 for a part of the words, 900-1000 for an alias
    bool known_other = false; ///< a word of such lists that no field takes, as "序号"
};

/// Matches reduced words against the aliases of all fields.
[[nodiscard]] HeaderMeaning
meaning_of_header(std::string_view words, std::span<const TargetField> fields);

} // namespace boai::exchange
