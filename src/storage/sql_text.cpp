#include "storage/sql_text.hpp"

#include <array>
#include <utility>

namespace boai::storage {
namespace {

using Spelling = std::pair<std::string_view, std::string_view>;
constexpr std::array<Spelling, 5> sqlite_words { Spelling { "{INT}", "INTEGER" },
                                                 { "{BLOB}", "BLOB" },
                                                 { "{TEXT}", "TEXT" },
                                                 { "{STRICT}", "STRICT" },
                                                 { "{CLUSTERED}", "STRICT, WITHOUT ROWID" } };
// The C collation makes text sort by code point, as SQLite does.
constexpr std::array<Spelling, 5> postgresql_words { Spelling { "{INT}", "BIGINT" },
                                                     { "{BLOB}", "BYTEA" },
                                                     { "{TEXT}", "TEXT COLLATE \"C\"" },
                                                     { "{STRICT}", "" },
                                                     { "{CLUSTERED}", "" } };

std::string_view array_type(Kind kind) {
    switch (kind) {
    case Kind::text:
        return "text[]";
    case Kind::blob:
        return "bytea[]";
    case Kind::null:
    case Kind::number:
        return "bigint[]";
    }
    return "bigint[]";
}

std::string insert_head(const InsertShape& shape, std::string_view verb = "INSERT") {
    auto sql = std::string { verb } + " INTO " + shape.table + " (";
    for (const auto& column : shape.columns) {
        sql.append(&column == shape.columns.data() ? "" : ", ").append(column.name);
    }
    return sql + ") ";
}

}  // namespace

std::string spell_types(std::string_view ddl, Dialect dialect) {
    std::string text { ddl };
    const auto& words = dialect == Dialect::sqlite ? sqlite_words : postgresql_words;
    for (const auto& [token, word] : words) {
        for (auto at = text.find(token); at != std::string::npos; at = text.find(token, at)) {
            text.replace(at, token.size(), word);
            at += word.size();
        }
    }
    return text;
}

std::string number_places(std::string_view sql) {
    std::string text { sql };
    bool in_literal = false;
    for (auto& c : text) {
        in_literal = c == '\'' ? !in_literal : in_literal;
        if (c == '$' && !in_literal) {
            c = '?';
        }
    }
    return text;
}

std::string insert_rows_sqlite(const InsertShape& shape, std::size_t rows) {
    // The rows before a refused one stay until their attempt or the transaction is undone; to take
    // them back at once SQLite would have to copy every page that the statement touches.
    auto sql = insert_head(shape, "INSERT OR FAIL") + "VALUES ";
    std::size_t place = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        sql += row == 0 ? "(" : ", (";
        for (std::size_t i = 0; i < shape.columns.size(); ++i) {
            sql += (i == 0 ? "$" : ", $") + std::to_string(++place);
        }
        sql += ')';
    }
    return sql + ' ' + shape.conflict;
}

std::string insert_many_postgresql(const InsertShape& shape) {
    std::string sql = insert_head(shape) + "SELECT * FROM unnest(";
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        sql += (i == 0 ? "CAST($" : ", CAST($") + std::to_string(i + 1) + " AS ";
        sql.append(array_type(shape.columns[i].kind)).append(")");
    }
    return sql + ") " + shape.conflict;
}

} // namespace boai::storage
