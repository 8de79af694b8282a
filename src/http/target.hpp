/// \file
/// The request target of a request line. Source: RFC 9112 section 3.2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boai::http {

/// Where a request goes: the decoded path and the raw query without '?'.
struct Target {
    std::string path;
    std::string query;
};

/// Splits and decodes "/a%20b?c=d" or "http://host/a". Nothing when the path is not UTF-8, holds a
/// control character or a backslash, is not in percent-encoding, or could climb ("..", "//").
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

}  // namespace boai::http
