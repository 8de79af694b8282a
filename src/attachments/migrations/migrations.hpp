/// \file
/// The schema of attachments, step by step.
#pragma once

#include "storage/migrations.hpp"

#include <span>

namespace boai::attachments {

[[nodiscard]] std::span<const storage::Migration> migrations();

} // namespace boai::attachments
