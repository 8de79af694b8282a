/// \file
/// Merged records: a list filtered by a record that stays holds what its duplicates have as well.
#pragma once

#include "record/list.hpp"
#include "record/registry.hpp"

namespace boai::record {

/// Adds to every filter on a reference the records that were merged into those it names, at any
/// remove; for types that have a RecordType::merged_field. Values that are no id stay.
/// Errors: those of the queries.
Result<void>
add_merged(const Registry& registry, Queries queries, const RecordType& type, ListQuery& query);

}  // namespace boai::record
