/// \file
/// The endpoints that are not derived from records, commands or figures, for the OpenAPI document.
#pragma once

#include "api/openapi.hpp"
#include "app/book.hpp"

#include <string>
#include <vector>

namespace boai::app {

[[nodiscard]] const std::vector<api::Operation>& fixed_operations();

/// The OpenAPI document of a book's program.
[[nodiscard]] std::string openapi_of(const Book& book);

}  // namespace boai::app
