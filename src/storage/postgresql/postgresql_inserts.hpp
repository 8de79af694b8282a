/// \file
/// How rows are put into statements that insert many.
#pragma once

#include "storage/connection.hpp"

#include <cstddef>

namespace boai::storage {

/// How many values from the front can go into one statement. PostgreSQL refuses to update one row
/// twice in a statement, so an upsert ends before a key comes again; and memory is bounded.
[[nodiscard]] std::size_t one_statement(const InsertShape& shape, Params values);

} // namespace boai::storage
