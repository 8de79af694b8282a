#include "bench/support/replay.hpp"

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <vector>

namespace boai::bench {
namespace {

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

using Handle = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

std::unexpected<Error> failed(sqlite3* handle) {
    return fail(
        Errc::unavailable, compose({ "SQLite：{}", "SQLite: {}" }, { sqlite3_errmsg(handle) })
    );
}

Result<Handle> open_file(const std::string& path, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    Handle owned { handle };
    if (code != SQLITE_OK) {
        return failed(handle);
    }
    return owned;
}

Result<Statement> prepare(sqlite3* handle, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const auto size = static_cast<int>(sql.size());
    if (sqlite3_prepare_v3(
            handle, sql.c_str(), size, SQLITE_PREPARE_PERSISTENT, &statement, nullptr
        )
        != SQLITE_OK) {
        return failed(handle);
    }
    return Statement { statement };
}

/// Runs a statement to its end; true while there is a row.
Result<bool> step(sqlite3* handle, sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        return true;
    }
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) {
        return failed(handle);
    }
    return false;
}

/// A value as it is bound; its text stands in the table's bytes.
struct Value {
    int type = SQLITE_NULL;
    std::int64_t number = 0; ///< or where the text begins
    std::size_t size = 0;
};

/// The new rows of one table.
struct Table {
    std::string name;
    std::vector<std::string> columns {};
    std::vector<std::string> key {}; ///< rowid, or the columns its rows lie in the order of
    std::string sum {}; ///< the column of a running sum; none in a table that is only added to
    std::vector<Value> values {};
    std::string bytes {}; ///< of all texts and blobs
    Statement statement {};
    std::size_t next = 0; ///< the row to write next

    [[nodiscard]] std::size_t rows() const {
        return columns.empty() ? 0 : values.size() / columns.size();
    }

    [[nodiscard]] std::string insert() const {
        std::string places;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            places += i == 0 ? "?" : ", ?";
        }
        return "INSERT INTO " + name + " (" + joined(columns, "", ", ") + ") VALUES (" + places
            + ")";
    }

    /// The rows as the program wrote them, one after the other.
    [[nodiscard]] std::string order() const {
        return name == "ledger_movement" ? "a.entry, a.line" : joined(key, "a.", ", ");
    }

    /// "a" is this table of the book of after, "b" of before.
    [[nodiscard]] std::string beside_before() const {
        std::string same;
        for (const auto& column : key) {
            same += (same.empty() ? "a." : " AND a.") + column + " = b." + column;
        }
        return " FROM main." + name + " a LEFT JOIN before." + name + " b ON " + same;
    }

    static std::string joined(
        const std::vector<std::string>& names, const std::string& before, const std::string& between
    ) {
        std::string text;
        for (const auto& one : names) {
            text += (text.empty() ? "" : between) + before + one;
        }
        return text;
    }
};

/// One sum: where it stands.
struct Sum {
    std::size_t table = 0;
    std::size_t row = 0; ///< of the keys of that table
};

/// A table of sums with the keys of those that the run has changed.
struct SumTable {
    Table keys;
    std::string update;
    Statement statement {};
};

class ReplayRows final : public Replay {
public:
    explicit ReplayRows(std::size_t units)
        : units_(units) { }

    Result<void> read(const std::string& before, const std::string& after) {
        const auto handle = TRY(open_file(after, SQLITE_OPEN_READWRITE));
        const auto attach = "ATTACH '" + before + "' AS before";
        if (sqlite3_exec(handle.get(), attach.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failed(handle.get());
        }
        const auto names = TRY(prepare(
            handle.get(),
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        ));
        while (TRY(step(handle.get(), names.get()))) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(names.get(), 0));
            TRY(read_table(handle.get(), text));
        }
        return {};
    }

    Result<void> open(const std::string& path) override {
        target_ = TRY(open_file(path, SQLITE_OPEN_READWRITE));
        constexpr auto settings
            = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
              "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; "
              "PRAGMA wal_autocheckpoint=16000;";
        if (sqlite3_exec(target_.get(), settings, nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failed(target_.get());
        }
        for (auto& table : tables_) {
            table.statement = TRY(prepare(target_.get(), table.insert()));
        }
        for (auto& sums : sum_tables_) {
            sums.statement = TRY(prepare(target_.get(), sums.update));
        }
        begin_ = TRY(prepare(target_.get(), "BEGIN IMMEDIATE"));
        commit_ = TRY(prepare(target_.get(), "COMMIT"));
        return add_missing_sums();
    }

    Result<void> begin() override {
        TRY(step(target_.get(), begin_.get()));
        return {};
    }

    Result<bool> write_unit() override {
        if (written_ == units_) {
            return false;
        }
        ++written_;
        for (auto& table : tables_) {
            // Rows that do not come with every gift come as evenly as they can.
            const auto due = table.rows() * written_ / units_;
            while (table.next < due) {
                TRY(write_row(table));
            }
        }
        return true;
    }

    Result<void> commit(std::size_t units, bool spread) override {
        const auto first = spread ? sums_.size() * (written_ - units) / units_ : 0;
        const auto last = spread ? sums_.size() * written_ / units_ : sums_.size();
        for (auto i = first; i < last; ++i) {
            auto& sums = sum_tables_[sums_[i].table];
            bind(sums.statement.get(), sums.keys, sums_[i].row);
            TRY(step(target_.get(), sums.statement.get()));
        }
        TRY(step(target_.get(), commit_.get()));
        return {};
    }

    [[nodiscard]] std::size_t units() const override { return units_; }

    [[nodiscard]] std::string describe() const override {
        std::string text;
        for (const auto& table : tables_) {
            std::array<char, 128> part {};
            std::snprintf(
                part.data(),
                part.size(),
                "%s %.2f, ",
                table.name.c_str(),
                static_cast<double>(table.rows()) / static_cast<double>(units_)
            );
            text += part.data();
        }
        return text + std::to_string(sums_.size()) + " sums";
    }

private:
    Result<void> read_table(sqlite3* handle, const std::string& name) {
        Table table { .name = name };
        TRY(read_columns(handle, table));
        if (!table.sum.empty()) {
            return read_sums(handle, std::move(table));
        }
        TRY(keep_new_rows(handle, table));
        // A few rows, such as the audit trail of a sign-in, are not the work of the gifts.
        constexpr std::size_t few = 20;
        if (table.rows() * few > units_) {
            tables_.push_back(std::move(table));
        }
        return {};
    }

    static Result<void> read_columns(sqlite3* handle, Table& table) {
        const auto facts = TRY(prepare(
            handle,
            "SELECT c.name, c.pk > 0 AND t.wr FROM pragma_table_info('" + table.name
                + "') c, pragma_table_list('" + table.name + "') t WHERE t.schema = 'main'"
        ));
        while (TRY(step(handle, facts.get()))) {
            const std::string column
                = reinterpret_cast<const char*>(sqlite3_column_text(facts.get(), 0));
            table.columns.push_back(column);
            if (sqlite3_column_int(facts.get(), 1) != 0) {
                table.key.push_back(column);
            }
            if (column == "value" || (column == "amount" && table.name == "ledger_balance")) {
                table.sum = column;
            }
        }
        if (table.key.empty()) {
            table.key = { "rowid" };
        }
        return {};
    }

    static Result<void> keep_new_rows(sqlite3* handle, Table& table) {
        return keep_rows(
            handle,
            table,
            table.columns,
            " WHERE b." + table.key.front() + " IS NULL ORDER BY " + table.order()
        );
    }

    /// Keeps rows of `from` in the table; `columns` become the columns of the table.
    static Result<void> keep_rows(
        sqlite3* handle, Table& table, std::vector<std::string> columns, const std::string& where
    ) {
        table.columns = std::move(columns);
        const auto rows = TRY(prepare(
            handle,
            "SELECT " + Table::joined(table.columns, "a.", ", ") + table.beside_before() + where
        ));
        while (TRY(step(handle, rows.get()))) {
            keep_row(rows.get(), table);
        }
        return {};
    }

    /// A table of running sums, such as figures: rows are added to, not only added.
    Result<void> read_sums(sqlite3* handle, Table table) {
        SumTable sums { .keys = { .name = table.name, .key = table.key }, .update = {} };
        TRY(keep_rows(
            handle,
            sums.keys,
            table.key,
            " WHERE b." + table.key.front() + " IS NULL OR a." + table.sum + " <> b." + table.sum
                + " ORDER BY " + table.order()
        ));
        if (sums.keys.rows() == 0) {
            return {};
        }
        sums.update = "UPDATE " + table.name + " SET " + table.sum + " = " + table.sum
            + " + 1 WHERE " + Table::joined(table.key, "", " = ? AND ") + " = ?";
        for (std::size_t row = 0; row < sums.keys.rows(); ++row) {
            sums_.push_back({ sum_tables_.size(), row });
        }
        sum_tables_.push_back(std::move(sums));
        TRY(keep_new_rows(handle, table));
        new_sums_.push_back(std::move(table));
        return {};
    }

    /// Sums begin at some time; here they are all there from the start.
    Result<void> add_missing_sums() {
        TRY(begin());
        for (auto& table : new_sums_) {
            table.statement = TRY(prepare(target_.get(), table.insert()));
            while (table.next < table.rows()) {
                TRY(write_row(table));
            }
        }
        TRY(step(target_.get(), commit_.get()));
        return {};
    }

    static void keep_row(sqlite3_stmt* row, Table& table) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto column = static_cast<int>(i);
            Value value { .type = sqlite3_column_type(row, column) };
            if (value.type == SQLITE_INTEGER) {
                value.number = sqlite3_column_int64(row, column);
            } else if (value.type != SQLITE_NULL) {
                const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
                value.size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
                value.number = static_cast<std::int64_t>(table.bytes.size());
                table.bytes.append(bytes == nullptr ? "" : bytes, value.size);
            }
            table.values.push_back(value);
        }
    }

    static void bind(sqlite3_stmt* statement, const Table& table, std::size_t row) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto& value = table.values[row * table.columns.size() + i];
            const int place = static_cast<int>(i) + 1;
            const auto* bytes = table.bytes.data() + value.number;
            if (value.type == SQLITE_INTEGER) {
                sqlite3_bind_int64(statement, place, value.number);
            } else if (value.type == SQLITE_TEXT) {
                sqlite3_bind_text64(
                    statement, place, bytes, value.size, SQLITE_STATIC, SQLITE_UTF8
                );
            } else if (value.type == SQLITE_BLOB) {
                sqlite3_bind_blob64(statement, place, bytes, value.size, SQLITE_STATIC);
            } else {
                sqlite3_bind_null(statement, place);
            }
        }
    }

    Result<void> write_row(Table& table) {
        bind(table.statement.get(), table, table.next);
        ++table.next;
        TRY(step(target_.get(), table.statement.get()));
        return {};
    }

    std::size_t units_;
    std::size_t written_ = 0;
    Handle target_;
    std::vector<Table> tables_;
    std::vector<Table> new_sums_;
    std::vector<SumTable> sum_tables_;
    std::vector<Sum> sums_;
    Statement begin_;
    Statement commit_;
};

} // namespace

Result<std::unique_ptr<Replay>>
Replay::load(const std::string& before, const std::string& after, std::size_t units) {
    auto rows = std::make_unique<ReplayRows>(units);
    TRY(rows->read(before, after));
    return rows;
}

} // namespace boai::bench
