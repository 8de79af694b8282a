/// \file
/// The shared SQL subset turned into each database's own spelling.
#pragma once

#include "storage/connection.hpp"

#include <string>
#include <string_view>

namespace boai::storage {

/// Replaces {INT} {BLOB} {TEXT} {STRICT} {CLUSTERED} by the words of the dialect.
[[nodiscard]] std::string spell_types(std::string_view ddl, Dialect dialect);

/// Rewrites $n to ?n outside of literals, as SQLite needs: it takes $2 for a name and numbers
/// names by first appearance.
[[nodiscard]] std::string number_places(std::string_view sql);

/// "INSERT OR FAIL INTO t (a, b) VALUES ($1, $2), ($3, $4) ..." for that many rows on SQLite.
[[nodiscard]] std::string insert_rows_sqlite(const InsertShape& shape, std::size_t rows);

/// "INSERT INTO t (a, b) SELECT * FROM unnest(...) ..." for many rows on PostgreSQL.
[[nodiscard]] std::string insert_many_postgresql(const InsertShape& shape);

}  // namespace boai::storage
