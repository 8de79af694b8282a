/// \file
/// The public page that says what open data there is.
#pragma once

#include "pages/layout.hpp"

#include <string>

namespace boai::giving {

[[nodiscard]] pages::Page open_data_page(const std::string& society, Language language);

} // namespace boai::giving
