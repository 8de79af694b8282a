/// \file
/// Turns the encodings of office files into UTF-8.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace boai::exchange {

/// Converts from a charset known to ICU, such as "GB18030".
/// Errors: invalid at the first byte that is not of the charset.
[[nodiscard]] Result<std::string> to_utf8(const char* charset, std::string_view bytes);

/// Decodes text in UTF-8, UTF-16 or GB18030 to UTF-8, without a byte order mark.
/// Errors: invalid when it is text in none of them.
[[nodiscard]] Result<std::string> decode_text(std::string_view bytes);

}  // namespace boai::exchange
