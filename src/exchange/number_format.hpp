/// \file
/// Tells from a cell's number format whether its number is a day or a time.
#pragma once

#include "exchange/sheet.hpp"

#include <string_view>

namespace boai::exchange {

/// What a format code such as `yyyy"年"m"月"d"日"` or "#,##0.00" says of the number.
[[nodiscard]] NumberUse use_of_format(std::string_view code);

/// What one of the formats built into Excel says, by its number.
/// Source: ECMA-376 part 1, 18.8.30, with the zh-cn formats 27-36 and 50-58.
[[nodiscard]] NumberUse use_of_builtin_format(std::uint32_t id);

}  // namespace boai::exchange
