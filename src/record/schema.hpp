/// \file
/// The derived schema of a record type, in the shared DDL with {INT} {BLOB} {TEXT} {STRICT}.
/// It is not the migration: a person commits that, and a test holds the two equal.
#pragma once

#include "record/record_type.hpp"
#include "storage/migrations.hpp"

#include <span>
#include <string>
#include <vector>

namespace boai::record {

/// One column as derived.
struct Column {
    std::string name;
    std::string type;  ///< "{INT}", "{TEXT}" or "{BLOB}"
    bool nullable = false;
    std::string check;  ///< empty when none
};

/// Head columns, then the fields, then the blind indexes.
[[nodiscard]] std::vector<Column> columns_of(const RecordType& type);

/// One index as derived.
struct Index {
    std::string name;
    std::string columns; ///< as SQL, branch_id included
    bool unique = false;
    std::string where; ///< empty when it holds every row
};

[[nodiscard]] std::vector<Index> indexes_of(const RecordType& type);
/// The CREATE INDEX statement.
[[nodiscard]] std::string create_index(const std::string& table, const Index& index);
/// A column's definition as it stands in a CREATE TABLE, such as "amount {INT} NOT NULL".
[[nodiscard]] std::string definition_of(const Column& column);
/// CREATE TABLE and CREATE INDEX statements.
[[nodiscard]] std::string create_table(const RecordType& type);

/// The table of wrapped subject keys, the idempotency table and the history, shared by all records.
[[nodiscard]] std::string shared_tables();
/// The steps that lead there.
[[nodiscard]] std::span<const storage::Migration> migrations();

} // namespace boai::record
