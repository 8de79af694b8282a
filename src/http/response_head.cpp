#include "http/response_head.hpp"

#include "http/problem.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace boai::http {
namespace {

constexpr std::string_view safety
    = "\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin";
constexpr std::string_view page_policy
    = "\r\nContent-Security-Policy: default-src 'self'; img-src 'self' data:; "
      "style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; "
      "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/// For what is no page: nothing in it runs, should a browser show it as one.
constexpr std::string_view data_policy
    = "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "
      "frame-ancestors 'none'";
/// A year, as browsers ask for before they remember it for good. Source: RFC 6797.
constexpr std::string_view only_https = "\r\nStrict-Transport-Security: max-age=31536000";

/// The policy of an answer; a PDF has none, for the sake of the viewers in browsers.
std::string_view policy_of(std::string_view content_type) {
    if (content_type.starts_with("text/html")) {
        return page_policy;
    }
    return content_type == "application/pdf" ? std::string_view {} : data_policy;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
}

void append_number(std::string& out, std::size_t number) {
    std::array<char, 20> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

bool has_content(const Framing& framing) {
    return framing.body_bytes > 0 || framing.is_stream || framing.is_chunked;
}

void append_value(std::string& out, std::string_view value) {
    const auto start = out.size();
    out.append(value);
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(start),
        out.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; },
        ' '
    );
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool has_header(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](const auto& header) {
        return same_name(header.first, name);
    });
}

const std::string& DateText::at(Instant now) {
    const auto second = now.milliseconds / 1000;
    if (second != second_) {
        second_ = second;
        const std::time_t time { second };
        std::tm parts {};
        static_cast<void>(gmtime_r(&time, &parts)); // of a day that a clock can show
        std::array<char, 40> text {};
        const auto size
            = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        text_.assign(text.data(), size);
    }
    return text_;
}

bool is_bodiless(int status) {
    return status < 200 || status == 204 || status == 304;
}

void append_head(
    std::string& out, const Response& response, const Framing& framing, std::string_view date
) {
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::size_t>(response.status));
    out.append(" ").append(reason_phrase(response.status));
    out.append("\r\nServer: boai\r\nDate: ").append(date);
    if (!response.content_type.empty() && has_content(framing)) {
        out.append("\r\nContent-Type: ");
        append_value(out, response.content_type);
    }
    if (framing.is_chunked) {
        out.append("\r\nTransfer-Encoding: chunked");
    } else if (!framing.is_stream && !is_bodiless(response.status)) {
        out.append("\r\nContent-Length: ");
        append_number(out, framing.body_bytes);
    }
    out.append(safety);
    if (!has_header(response, "Content-Security-Policy")) {
        out.append(policy_of(response.content_type));
    }
    if (framing.is_secure) {
        out.append(only_https);
    }
    if (!has_header(response, "Cache-Control")) {
        out.append("\r\nCache-Control: no-store");
    }
    for (const auto& [name, value] : response.headers) {
        out.append("\r\n").append(name).append(": ");
        append_value(out, value);
    }
    out.append(framing.keeps_open ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
}

}  // namespace boai::http
