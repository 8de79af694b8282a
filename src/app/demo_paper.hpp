/// \file
/// A sheet of paper for the demo society: one page, one line.
#pragma once

#include <string>
#include <string_view>

namespace boai::app {

/// A small whole PDF that says `words` (ASCII letters, digits, spaces).
/// Source: ISO 32000-1 section 7.5.
[[nodiscard]] std::string demo_paper(std::string_view words);

} // namespace boai::app
