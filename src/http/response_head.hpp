/// \file
/// The status line and headers of an answer, with the safe defaults every answer gets.
#pragma once

#include "base/time.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace boai::http {

/// Compares names of headers, whatever their case.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);
[[nodiscard]] bool has_header(const Response& response, std::string_view name);

/// The Date header's text, made once a second. Threads: one.
class DateText {
public:
    /// "Tue, 24 Nov 2026 03:10:00 GMT".
    const std::string& at(Instant now);

private:
    std::int64_t second_ = -1;
    std::string text_;
};

/// What the connection adds to an answer.
struct Framing {
    std::size_t body_bytes = 0;
    bool keeps_open = true;
    bool is_stream = false;  ///< its end is the end of the connection
    bool is_chunked = false;
    bool is_secure = false;  ///< the browser speaks https
};

/// True when an answer of this status carries no body. Source: RFC 9110 section 6.4.1.
[[nodiscard]] bool is_bodiless(int status);

/// Appends status line, headers and the empty line. A line break in a header's value becomes a
/// space, so that no value can add a header.
void append_head(
    std::string& out, const Response& response, const Framing& framing, std::string_view date
);

}  // namespace boai::http
