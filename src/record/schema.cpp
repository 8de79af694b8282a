#include "record/schema.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace boai::record {
namespace {

std::string index_name(const std::string& table, const Key& key) {
    std::string name = table + "_by_";
    for (const char c : key.columns) {
        if (c == ' ') {
            continue;
        }
        name += c == ',' ? '_' : c;
    }
    return name;
}

Index index_of_key(const std::string& table, const Key& key) {
    const std::string columns { key.columns };
    return { index_name(table, key),
             key.across_branches ? columns : "branch_id, " + columns,
             key.unique,
             std::string { key.where } };
}

Column column_of(const FieldSpec& field) {
    if (field.is_sealed()) {
        return { std::string { field.name }, "{BLOB}", true, "" };
    }
    return { std::string { field.name },
             field.kind->stored_as_text ? "{TEXT}" : "{INT}",
             field.nullable,
             field.kind->sql_check(field) };
}

}  // namespace

std::vector<Column> columns_of(const RecordType& type) {
    std::vector<Column> columns {
        { "branch_id", "{INT}", false, "" },  { "id", "{INT}", false, "" },
        { "version", "{INT}", false, "" },    { "created_at", "{INT}", false, "" },
        { "updated_at", "{INT}", false, "" }, { "created_by", "{INT}", false, "" },
    };
    std::ranges::transform(type.fields, std::back_inserter(columns), column_of);
    for (const auto& field : type.fields) {
        if (field.options.blind_index) {
            columns.push_back({ std::string { field.name } + "_index", "{INT}", true, "" });
        }
    }
    return columns;
}

std::vector<Index> indexes_of(const RecordType& type) {
    const auto table = type.table();
    std::vector<Index> indexes;
    for (const auto& key : type.keys) {
        indexes.push_back(index_of_key(table, key));
    }
    for (const auto& field : type.fields) {
        if (field.options.blind_index) {
            const auto column = std::string { field.name } + "_index";
            indexes.push_back(index_of_key(table, { .columns = column }));
        }
    }
    return indexes;
}

std::string create_index(const std::string& table, const Index& index) {
    std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    sql += index.name + " ON " + table + " (" + index.columns + ")";
    if (!index.where.empty()) {
        sql += " WHERE " + index.where;
    }
    return sql + ";\n";
}

std::string definition_of(const Column& column) {
    return column.name + ' ' + column.type + (column.nullable ? "" : " NOT NULL")
        + (column.check.empty() ? "" : " CHECK (" + column.check + ")");
}

std::string create_table(const RecordType& type) {
    const auto table = type.table();
    std::string sql = "CREATE TABLE " + table + " (\n";
    for (const auto& column : columns_of(type)) {
        sql += "    " + definition_of(column) + ",\n";
    }
    sql += "    PRIMARY KEY (branch_id, id)\n) {STRICT};\n";
    for (const auto& index : indexes_of(type)) {
        sql += create_index(table, index);
    }
    return sql;
}

namespace {

// Rows this small, written with every gift, lie in the order of their key: one tree, not two.
constexpr std::string_view create_keys = R"(CREATE TABLE subject_key (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    wrapped {BLOB} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {CLUSTERED};
CREATE TABLE request_key (
    branch_id {INT} NOT NULL,
    key {TEXT} NOT NULL,
    fingerprint {INT} NOT NULL,
    outcome {TEXT} NOT NULL,
    at {INT} NOT NULL,
    PRIMARY KEY (branch_id, key)
) {CLUSTERED};
CREATE INDEX request_key_by_at ON request_key (branch_id, at);
)";

constexpr std::string_view create_history = R"(CREATE TABLE record_history (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    record {TEXT} NOT NULL,
    record_id {INT} NOT NULL,
    version {INT} NOT NULL,
    at {INT} NOT NULL,
    actor {INT} NOT NULL,
    action {TEXT} NOT NULL,
    reason {TEXT} NOT NULL,
    changes {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX record_history_by_record ON record_history (branch_id, record_id, id);
)";

constexpr std::string_view create_keys_at_first = R"(CREATE TABLE subject_key (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    wrapped {BLOB} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE TABLE request_key (
    branch_id {INT} NOT NULL,
    key {TEXT} NOT NULL,
    fingerprint {INT} NOT NULL,
    outcome {TEXT} NOT NULL,
    at {INT} NOT NULL,
    PRIMARY KEY (branch_id, key)
) {STRICT};
CREATE INDEX request_key_by_at ON request_key (branch_id, at);
)";

constexpr std::string_view set_keys_aside = R"(CREATE TABLE subject_key_before AS
    SELECT branch_id, id, wrapped FROM subject_key;
DROP TABLE subject_key;
CREATE TABLE request_key_before AS
    SELECT branch_id, key, fingerprint, outcome, at FROM request_key;
DROP TABLE request_key;
)";

constexpr std::string_view put_keys_back = R"(INSERT INTO subject_key (branch_id, id, wrapped)
    SELECT branch_id, id, wrapped FROM subject_key_before;
DROP TABLE subject_key_before;
INSERT INTO request_key (branch_id, key, fingerprint, outcome, at)
    SELECT branch_id, key, fingerprint, outcome, at FROM request_key_before;
DROP TABLE request_key_before;
)";

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) {
        text += part;
    }
    return text;
}

} // namespace

std::span<const storage::Migration> migrations() {
    static const auto create = joined({ create_keys_at_first, create_history });
    static const auto cluster = joined({ set_keys_aside, create_keys, put_keys_back });
    static const std::array all {
        storage::Migration { "record", 1, "create keys, requests and history", create },
        storage::Migration { "record", 2, "keep keys and requests in their order", cluster },
    };
    return all;
}

std::string shared_tables() {
    return joined({ create_keys, create_history });
}

}  // namespace boai::record
