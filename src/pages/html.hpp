/// \file
/// Writing HTML by appending; every value is escaped on the way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace boai::pages {

/// Appends `text` with & < > " ' escaped: safe in content and in quoted attributes.
void append_escaped(std::string& out, std::string_view text);

/// Builds one piece of HTML. `raw` is for what the program itself wrote; `text` for everything
/// else.
class Html {
public:
    Html() = default;

    /// With room for `bytes` before it grows.
    explicit Html(std::size_t bytes) { out_.reserve(bytes); }

    Html& raw(std::string_view markup) {
        out_.append(markup);
        return *this;
    }

    Html& text(std::string_view value) {
        append_escaped(out_, value);
        return *this;
    }

    /// <tag>value</tag>
    Html& element(std::string_view tag, std::string_view value) {
        return raw("<").raw(tag).raw(">").text(value).raw("</").raw(tag).raw(">");
    }

    /// <a href="address">label</a>
    Html& link(std::string_view address, std::string_view label) {
        return raw("<a href=\"").text(address).raw("\">").text(label).raw("</a>");
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

    [[nodiscard]] const std::string& view() const { return out_; }

private:
    std::string out_;
};

}  // namespace boai::pages
