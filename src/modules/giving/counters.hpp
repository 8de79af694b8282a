/// \file
/// Numbers that a branch counts up by one.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <string_view>

namespace boai::giving {

/// The next number, from 1, of a counter of this branch. A command that is undone gives its number
/// back, so there is no gap. Errors: as storage.
Result<std::int64_t> count_up(record::CommandContext& context, std::string_view counter);

/// What a counter stands at; 0 before it was ever used. Errors: as storage.
Result<std::int64_t> count_of(record::CommandContext& context, std::string_view counter);
Result<std::int64_t> count_of(record::Queries queries, Id branch, std::string_view counter);

/// Sets a counter that no numbers are taken from. Errors: as storage.
Result<void>
set_count(record::CommandContext& context, std::string_view counter, std::int64_t value);

} // namespace boai::giving
