/// \file
/// Percent-encoding of URLs and forms. Source: RFC 3986 section 2.1; WHATWG URL, form encoding.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::http {

/// Decodes %XX; with `plus_is_space` also '+'. Nothing when a % is not followed by two hex digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
/// Encodes everything but unreserved characters.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// True for well-formed UTF-8. Source: Unicode 15, table 3-7.
[[nodiscard]] bool is_utf8(std::string_view bytes);
/// Reads "a=1&b=2"; parts that are not UTF-8 or hold a NUL when decoded are left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_form(std::string_view form);

}  // namespace boai::http
