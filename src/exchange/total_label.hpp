/// \file
/// Recognises the words that announce a total.
#pragma once

#include "base/money.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace boai::exchange {

/// What a total says of itself, as in "共计48740人次" or "总金额10272810.33".
struct TotalLabel {
    std::optional<std::int64_t> rows;
    std::optional<Money> sum;
    bool partial = false;  ///< of a page or a part ("小计", "本页合计"), not of the list
};

/// Reads a cell that is nothing but a total: its words, numbers, units and marks. A donor whose
/// name begins with such a word is none. `text` is clean (see clean_text).
[[nodiscard]] std::optional<TotalLabel> read_total_label(std::string_view text);

/// Cheap test on a text as it stands in the file: false when it holds no word of a total.
[[nodiscard]] bool may_hold_total(std::string_view text);

/// Looks for a total inside a sentence of a title, as in "…收到社会捐赠款875人次，共计人民币
/// 14,495.98万元". `text` is clean.
[[nodiscard]] std::optional<TotalLabel> find_total(std::string_view text);

}  // namespace boai::exchange
