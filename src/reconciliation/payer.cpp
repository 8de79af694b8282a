#include "reconciliation/payer.hpp"

#include "text/name_text.hpp"

#include <cstddef>

namespace boai::reconciliation {
namespace {

constexpr char star = '*';

/// Every mark by which statements hide a character becomes a star.
std::string with_plain_stars(std::string name) {
    for (const std::string_view mark : { "＊", "×", "✱", "●" }) {
        for (auto at = name.find(mark); at != std::string::npos; at = name.find(mark)) {
            name.replace(at, mark.size(), 1, star);
        }
    }
    return name;
}

bool is_inside_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Passes over one character of UTF-8.
std::size_t after_character(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && is_inside_character(text[at])) {
        ++at;
    }
    return at;
}

/// Whether a pattern whose runs of stars stand for one character or more fits a whole name. Where a
/// run could end earlier or later, only the last one needs to be tried again.
bool fits(std::string_view pattern, std::string_view name) {
    std::size_t at = 0;
    std::size_t in = 0;
    std::size_t run_end = std::string_view::npos;
    std::size_t run_in = 0;
    while (in < name.size()) {
        if (at < pattern.size() && pattern[at] == star) {
            at = pattern.find_first_not_of(star, at);
            at = at == std::string_view::npos ? pattern.size() : at;
            run_end = at;
            in = after_character(name, in);
            run_in = in;
        } else if (at < pattern.size() && pattern[at] == name[in]) {
            ++at;
            ++in;
        } else if (run_end != std::string_view::npos && run_in < name.size()) {
            at = run_end;
            run_in = after_character(name, run_in);
            in = run_in;
        } else {
            return false;
        }
    }
    return at == pattern.size();
}

} // namespace

Payer payer_of(std::string_view name) {
    if (text::is_anonymous_name(name)) {
        return {};
    }
    auto normal = with_plain_stars(text::normalise_name(name));
    const bool is_masked = normal.contains(star);
    return { std::move(normal), is_masked };
}

bool may_be_same(const Payer& a, const Payer& b) {
    if (a.name.empty() || b.name.empty() || a.name == b.name) {
        return true;
    }
    if (a.is_masked && b.is_masked) {
        // Two masks of one name may show other characters of it; nothing speaks against it.
        return true;
    }
    return (a.is_masked && fits(a.name, b.name)) || (b.is_masked && fits(b.name, a.name));
}

} // namespace boai::reconciliation
