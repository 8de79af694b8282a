/// \file
/// Validation of a record or a command's input against its field table.
#pragma once

#include "base/result.hpp"
#include "record/field.hpp"

#include <span>

namespace boai::record {

/// Required fields are there and every value is within its limits.
/// Errors: invalid, with every field at fault.
Result<void> validate(std::span<const FieldSpec> fields, const void* record);

}  // namespace boai::record
