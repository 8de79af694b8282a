#include "base/json_text.hpp"

namespace boai {
namespace {

bool needs_escape(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void append_escape(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    const auto code = static_cast<unsigned char>(c);
    out += "\\u00";
    out += digits[code >> 4U];
    out += digits[code & 15U];
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
    out += '"';
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (needs_escape(text[at])) {
            out.append(text.substr(start, at - start));
            append_escape(out, text[at]);
            start = at + 1;
        }
    }
    out.append(text.substr(start));
    out += '"';
}

void append_json(std::string& out, Text text) {
    JsonObject { out }.text("zh", text.zh).text("en", text.en);
}

void append_json(std::string& out, const Message& message) {
    JsonObject { out }.text("zh", message.zh).text("en", message.en);
}

}  // namespace boai
