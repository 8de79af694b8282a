/// \file
/// Values in PostgreSQL's binary form: parameters, arrays of a column, and the cells of a row.
#pragma once

#include "storage/connection.hpp"

#include <deque>
#include <string>
#include <vector>

struct pg_result;

namespace boai::storage {

/// Parameters laid out as libpq takes them. Borrows from the values it was filled with.
class BoundParams {
public:
    /// Takes single values.
    void assign(Params params);
    /// Takes rows laid end to end, one array for each column.
    void assign_columns(std::span<const InsertColumn> columns, Params values);

    [[nodiscard]] int count() const { return static_cast<int>(values_.size()); }

    [[nodiscard]] const char* const* values() const { return values_.data(); }

    [[nodiscard]] const int* lengths() const { return lengths_.data(); }

    /// All are binary; text is the same in both forms.
    [[nodiscard]] const int* formats() const { return formats_.data(); }

    /// The type of each, 0 where PostgreSQL is to find it out.
    [[nodiscard]] const unsigned* types() const { return types_.data(); }

    /// The types in a letter each: a statement is prepared once for each list of types.
    [[nodiscard]] const std::string& signature() const { return signature_; }

private:
    void clear(std::size_t count);
    void add(const char* value, std::size_t length, unsigned type, char letter);

    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::vector<unsigned> types_;
    std::vector<std::int64_t> numbers_;
    std::deque<std::string> arrays_;
    std::string signature_;
};

/// The first row of a binary result, which must outlive it.
class PostgresqlRow final : public Row {
public:
    explicit PostgresqlRow(const pg_result* result)
        : result_(result) { }

    [[nodiscard]] bool is_null(int column) const override;
    [[nodiscard]] std::int64_t number(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] int columns() const override;

private:
    const pg_result* result_;
};

}  // namespace boai::storage
