#include "http/percent.hpp"

#include <array>

namespace boai::http {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const auto lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_unreserved(char c) {
    const auto lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
        || c == '_' || c == '~';
}

/// Bytes of the well-formed sequence at the start of `bytes`, which is not ASCII; 0 for none.
std::size_t sequence_size(std::string_view bytes) {
    const auto byte = [&](std::size_t i) {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const auto lead = byte(0);
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    if (lead < 0xE0) {
        return continues(1) ? 2 : 0;
    }
    if (lead < 0xF0) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool beyond = lead == 0xF4 && byte(1) >= 0x90;
    return continues(1) && continues(2) && continues(3) && !overlong && !beyond ? 4 : 0;
}

/// Text that may be passed on: UTF-8 without NUL.
bool is_fit(std::string_view text) {
    return !text.contains('\0') && is_utf8(text);
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const bool is_ascii = static_cast<unsigned char>(bytes.front()) < 0x80;
        const auto size = is_ascii ? 1 : sequence_size(bytes);
        if (size == 0) {
            return false;
        }
        bytes.remove_prefix(size);
    }
    return true;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += plus_is_space && text[at] == '+' ? ' ' : text[at];
            continue;
        }
        const int high = at + 2 < text.size() ? hex_value(text[at + 1]) : -1;
        const int low = at + 2 < text.size() ? hex_value(text[at + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        decoded += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return decoded;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded += '%';
            encoded += digits[byte >> 4U];
            encoded += digits[byte & 15U];
        }
    }
    return encoded;
}

std::vector<std::pair<std::string, std::string>> parse_form(std::string_view form) {
    std::vector<std::pair<std::string, std::string>> parts;
    while (!form.empty()) {
        const auto end = form.find('&');
        const auto part = form.substr(0, end);
        form.remove_prefix(end == std::string_view::npos ? form.size() : end + 1);
        const auto equals = part.find('=');
        auto key = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(
            equals == std::string_view::npos ? std::string_view {} : part.substr(equals + 1), true
        );
        if (key && value && !key->empty() && is_fit(*key) && is_fit(*value)) {
            parts.emplace_back(std::move(*key), std::move(*value));
        }
    }
    return parts;
}

}  // namespace boai::http
