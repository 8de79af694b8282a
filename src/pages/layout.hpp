/// \file
/// The frame of every public page: head, navigation, footer, language and light or dark.
#pragma once

#include "base/text.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::pages {

enum class Theme : std::uint8_t { system, light, dark };

/// What a reader chose: by ?lang= and ?theme=, kept in cookies; else by what the browser prefers.
struct Preferences {
    Language language = Language::zh;
    Theme theme = Theme::system;
    bool print = false;          ///< ?print=1: the page alone, without navigation
    bool chosen_now = false;     ///< by this request, so the cookies are to be set
    bool takes_gzip = false;
};

[[nodiscard]] Preferences preferences_of(const http::Request& request);
/// Adds the cookies that keep what was chosen.
void remember(const Preferences& preferences, http::Response& response);

/// One page without its frame.
struct Page {
    std::string title;
    std::string path;         ///< for the links that change language and theme
    std::string body;         ///< HTML
    std::string society;      ///< name of the society shown on top
    std::string lockup {}; ///< address of its own logo with its name; empty for the product's mark
    bool live = false; ///< loads the script that follows live totals
    std::string_view module {}; ///< address of a script of the page's own; empty for none
};

/// The whole document.
[[nodiscard]] std::string render(const Page& page, const Preferences& preferences);
/// The document as an answer.
[[nodiscard]] http::Response
html_response(std::string document, const Preferences& preferences, int status = 200);

/// A page that says one thing, such as that there is nothing at this address.
[[nodiscard]] Page
notice(Text title, const Message& what, std::string_view society, Language language);

} // namespace boai::pages
