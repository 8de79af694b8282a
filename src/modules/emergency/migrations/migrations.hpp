/// \file
/// The module's schema, step by step.
#pragma once

#include "storage/migrations.hpp"

#include <span>

namespace boai::emergency {

[[nodiscard]] std::span<const storage::Migration> migrations();

}  // namespace boai::emergency
