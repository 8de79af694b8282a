/// \file
/// Golden files: derived texts kept in tests/golden/, so that a change of them is seen in a review.
#pragma once

#include <string>
#include <string_view>

namespace boai::test {

/// Compares `text` with tests/golden/`name` and says where they first differ. With
/// BOAI_REGENERATE=1 in the environment the file is written instead, and the test passes.
void expect_golden(const std::string& name, std::string_view text);

/// Whether BOAI_REGENERATE=1 asks for the files to be written.
[[nodiscard]] bool is_regenerating();

/// The PNG picture of a made-up society's own logo with its name.
[[nodiscard]] std::string sample_lockup();

/// Compares a page (1 is the first) of a PDF file, drawn in grey at 40 dots an inch, with the
/// picture tests/golden/`name`.png. A few pixels may differ, as versions of type and drawing do.
/// Throws without pdftoppm.
void expect_golden_page(const std::string& name, std::string_view pdf, int page = 1);

} // namespace boai::test
