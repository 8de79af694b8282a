/// \file
/// What changed between two states of a record, with personal values left out.
#pragma once

#include "record/field.hpp"

#include <span>
#include <string>

namespace boai::record {

/// A JSON array of {"field","from","to"}; a personal value is only said to have changed:
/// {"field","redacted":true}.
[[nodiscard]] std::string
changes_of(std::span<const FieldSpec> fields, const void* before, const void* after);

}  // namespace boai::record
