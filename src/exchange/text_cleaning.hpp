/// \file
/// Makes the text of a cell comparable: one form of each character, nothing invisible.
#pragma once

#include <string>
#include <string_view>

namespace boai::exchange {

/// The text in NFKC (full-width digits, letters and brackets become plain), without zero-width
/// and control characters, with runs of any white space as one space and none at the ends.
[[nodiscard]] std::string clean_text(std::string_view text);

/// The same into `out`, which keeps its memory from call to call.
void clean_text_into(std::string_view text, std::string& out);

/// One of 0 to 9, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace boai::exchange
