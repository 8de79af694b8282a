/// \file
/// Text as people type and paste it, brought to one form. Malformed UTF-8 becomes U+FFFD.
/// Threads: any, for every function here.
#pragma once

#include <string>
#include <string_view>

namespace boai::text {

/// The code points of a UTF-8 text.
[[nodiscard]] std::u32string to_utf32(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view code_points);

/// Whether a character shows nothing: controls, format marks, zero-width joiners and spaces,
/// variation selectors, fillers.
[[nodiscard]] bool is_invisible(char32_t c);
/// Whether a character is a space of any width, or ends a line.
[[nodiscard]] bool is_space(char32_t c);
/// Whether a character is a Chinese one, also of the private areas in which rare names are kept.
[[nodiscard]] bool is_ideograph(char32_t c);
/// Whether a character belongs to a word: letter, digit, or mark on one.
[[nodiscard]] bool is_word(char32_t c);

/// Drops invisible characters, makes each run of spaces one space and trims both ends; leaves all
/// else as written. For texts that are shown.
[[nodiscard]] std::string clean(std::string_view utf8);

/// clean, in Unicode's NFKC form: full-width becomes half-width. For texts that are read by rules.
[[nodiscard]] std::string normalise(std::string_view utf8);

/// normalise, without regard to case. For texts that are compared.
[[nodiscard]] std::string fold(std::string_view utf8);

/// fold, with the marks on Latin letters dropped (é as e). For texts that are searched.
[[nodiscard]] std::string fold_marks(std::string_view utf8);

}  // namespace boai::text
