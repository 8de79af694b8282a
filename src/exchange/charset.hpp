/// \file
/// Turns the encodings of office files into UTF-8.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::exchange {

/// Converts from a charset known to ICU, such as "GB18030".
/// Errors: invalid at the first byte that is not of the charset.
[[nodiscard]] Result<std::string> to_utf8(const char* charset, std::string_view bytes);

/// Decodes text in UTF-8, UTF-16 or GB18030 to UTF-8, without a byte order mark.
/// Errors: invalid when it is text in none of them.
[[nodiscard]] Result<std::string> decode_text(std::string_view bytes);

/// Appends one character; `code` is its code point, not half of a surrogate pair.
void append_utf8(std::string& out, std::uint32_t code);

}  // namespace boai::exchange
