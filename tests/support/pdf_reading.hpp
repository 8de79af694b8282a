/// \file
/// Reads PDF files with poppler's tools, as somebody who copies out of them would.
#pragma once

#include <string>
#include <string_view>

namespace boai::test {

/// The text of all pages in the order it was written, with a form feed after each page. Throws
/// without pdftotext.
[[nodiscard]] std::string text_of_pdf(std::string_view pdf);

/// What pdfinfo says, a line each, such as "Pages:           1". Throws without pdfinfo.
[[nodiscard]] std::string facts_of_pdf(std::string_view pdf);

/// The addresses that can be followed, a line each with page and kind. Throws without pdfinfo.
[[nodiscard]] std::string links_of_pdf(std::string_view pdf);

} // namespace boai::test
