/// \file
/// The schema of identity, step by step.
#pragma once

#include "storage/migrations.hpp"

#include <span>

namespace boai::identity {

[[nodiscard]] std::span<const storage::Migration> identity_migrations();

}  // namespace boai::identity
