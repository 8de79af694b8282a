/// \file
/// The records of a type that name another record by one of their references.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"

#include <string_view>
#include <vector>

namespace boai::giving {

/// In the branch of the command, in the order they were made; `column` is a reference of the type.
/// Errors: as storage.
Result<std::vector<record::Loaded>> records_naming(
    record::CommandContext& context, const record::RecordType& type, std::string_view column, Id id
);

} // namespace boai::giving
