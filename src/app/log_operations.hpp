/// \file
/// What the OpenAPI document says of the branches' logs and of the proofs of gifts.
#pragma once

#include "api/openapi.hpp"

#include <vector>

namespace boai::app {

/// Adds the files of logs (docs/formats/journal.md) and the proofs (docs/formats/receipt.md).
void add_log_operations(std::vector<api::Operation>& all);

} // namespace boai::app
