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
    std::string insert;
    std::size_t columns = 0;
    std::vector<Value> values;
    std::string bytes; ///< of all texts and blobs
    Statement statement {};
    std::size_t next = 0; ///< the row to write next

    [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
};

/// One sum: where it stands.
struct Sum {
    std::size_t table = 0;
    std::int64_t row = 0;
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
              "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=4000;";
        if (sqlite3_exec(target_.get(), settings, nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failed(target_.get());
        }
        for (auto& table : tables_) {
            table.statement = TRY(prepare(target_.get(), table.insert));
        }
        for (const auto& name : sum_tables_) {
            sums_statements_.push_back(TRY(
                prepare(target_.get(), "UPDATE " + name + " SET value = value + 1 WHERE rowid = ?")
            ));
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
            auto* const statement = sums_statements_[sums_[i].table].get();
            sqlite3_bind_int64(statement, 1, sums_[i].row);
            TRY(step(target_.get(), statement));
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
        Table table { .name = name, .insert = {}, .columns = 0, .values = {}, .bytes = {} };
        std::string columns;
        std::string places;
        bool has_value = false;
        const auto facts
            = TRY(prepare(handle, "SELECT name FROM pragma_table_info('" + name + "')"));
        while (TRY(step(handle, facts.get()))) {
            const std::string column
                = reinterpret_cast<const char*>(sqlite3_column_text(facts.get(), 0));
            columns += (columns.empty() ? "" : ", ") + column;
            places += places.empty() ? "?" : ", ?";
            has_value = column == "value";
            ++table.columns;
        }
        table.insert = "INSERT INTO " + name + " (" + columns + ") VALUES (" + places + ")";
        if (has_value) {
            return read_sums(handle, std::move(table));
        }
        const auto rows = TRY(prepare(
            handle,
            "SELECT " + columns + " FROM main." + name
                + " WHERE rowid > (SELECT coalesce(max(rowid), 0) FROM before." + name
                + ") ORDER BY rowid"
        ));
        while (TRY(step(handle, rows.get()))) {
            keep_row(rows.get(), table);
        }
        // A few rows, such as the audit trail of a sign-in, are not the work of the gifts.
        constexpr std::size_t few = 20;
        if (table.rows() * few > units_) {
            tables_.push_back(std::move(table));
        }
        return {};
    }

    /// A table of running sums, such as figures: rows are added to, not only added.
    Result<void> read_sums(sqlite3* handle, Table table) {
        const auto rows = TRY(prepare(
            handle,
            "SELECT a.rowid FROM main." + table.name + " a LEFT JOIN before." + table.name
                + " b ON a.rowid = b.rowid WHERE b.rowid IS NULL OR a.value <> b.value "
                  "ORDER BY a.rowid"
        ));
        bool any = false;
        while (TRY(step(handle, rows.get()))) {
            sums_.push_back({ sum_tables_.size(), sqlite3_column_int64(rows.get(), 0) });
            any = true;
        }
        if (any) {
            sum_tables_.push_back(table.name);
            const auto all = TRY(prepare(
                handle,
                "SELECT * FROM main." + table.name
                    + " WHERE rowid > (SELECT coalesce(max(rowid), 0) FROM before." + table.name
                    + ") ORDER BY rowid"
            ));
            while (TRY(step(handle, all.get()))) {
                keep_row(all.get(), table);
            }
            new_sums_.push_back(std::move(table));
        }
        return {};
    }

    /// Sums begin at some time; here they are all there from the start.
    Result<void> add_missing_sums() {
        TRY(begin());
        for (auto& table : new_sums_) {
            table.statement = TRY(prepare(target_.get(), table.insert));
            while (table.next < table.rows()) {
                TRY(write_row(table));
            }
        }
        TRY(step(target_.get(), commit_.get()));
        return {};
    }

    static void keep_row(sqlite3_stmt* row, Table& table) {
        for (std::size_t i = 0; i < table.columns; ++i) {
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

    Result<void> write_row(Table& table) {
        auto* const statement = table.statement.get();
        for (std::size_t i = 0; i < table.columns; ++i) {
            const auto& value = table.values[table.next * table.columns + i];
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
        ++table.next;
        TRY(step(target_.get(), statement));
        return {};
    }

    std::size_t units_;
    std::size_t written_ = 0;
    Handle target_;
    std::vector<Table> tables_;
    std::vector<Table> new_sums_;
    std::vector<std::string> sum_tables_;
    std::vector<Sum> sums_;
    std::vector<Statement> sums_statements_;
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
