/// \file
/// Validation of a record or a command's input against its field table.
#pragma once

#include "base/result.hpp"
#include "record/field.hpp"

#include <span>

namespace boai::record {

/// What an error says that lists the fields at fault.
inline constexpr Text some_are_wrong { "有几项需要更正", "some fields need correction" };

/// Required fields are there and every value is within its limits.
/// Errors: invalid, with every field at fault.
Result<void> validate(std::span<const FieldSpec> fields, const void* record);

}  // namespace boai::record
