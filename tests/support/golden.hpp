/// \file
/// Golden files: derived texts kept in tests/golden/, so that a change of them is seen in a review.
#pragma once

#include <string>
#include <string_view>

namespace boai::test {

/// Compares `text` with tests/golden/`name` and says where they first differ. With
/// BOAI_REGENERATE=1 in the environment the file is written instead, and the test passes.
void expect_golden(const std::string& name, std::string_view text);

} // namespace boai::test
