/// \file
/// Numbers that a branch counts up by one.
#pragma once

#include "record/command.hpp"

#include <cstdint>
#include <string_view>

namespace boai::giving {

/// The next number, from 1, of a counter of this branch. A command that is undone gives its number
/// back, so there is no gap. Errors: as storage.
Result<std::int64_t> count_up(record::CommandContext& context, std::string_view counter);

} // namespace boai::giving
