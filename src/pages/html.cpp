#include "pages/html.hpp"

#include <array>

namespace boai::pages {
namespace {

std::string_view entity_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

/// Whether a byte is written as an entity.
constexpr auto is_escaped = [] {
    std::array<bool, 256> table {};
    for (const char c : std::string_view { "&<>\"'" }) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_escaped[static_cast<unsigned char>(text[at])]) {
            out.append(text, from, at - from).append(entity_of(text[at]));
            from = at + 1;
        }
    }
    out.append(text, from);
}

}  // namespace boai::pages
