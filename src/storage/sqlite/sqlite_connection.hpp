/// \file
/// A session on a SQLite file.
#pragma once

#include "storage/connection.hpp"
#include "storage/sqlite/checkpointer.hpp"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace boai::storage {

/// How a SQLite session is opened.
struct SqliteOptions {
    std::string path;
    bool read_only = false;
    int cache_kib = 4096;
    int busy_timeout_ms = 10'000;
    CheckpointPages checkpoint {};
};

/// A session with prepared statements kept by their text. WAL, synchronous=FULL, foreign keys on.
/// Threads: one at a time.
class SqliteConnection final : public Connection {
public:
    static Result<std::unique_ptr<SqliteConnection>> open(const SqliteOptions& options);

    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection() override;

    [[nodiscard]] Dialect dialect() const override { return Dialect::sqlite; }

    Result<std::int64_t> execute(std::string_view sql, Params params) override;
    Result<void> run_soon(std::string_view command) override;
    Result<void> query(std::string_view sql, Params params, RowSink sink) override;
    Result<void> insert(const InsertShape& shape, Params values) override;
    Result<void> run_script(std::string_view sql) override;
    Result<void> begin() override;
    Result<void> begin_read() override;
    Result<void> commit() override;
    void rollback() override;
    Result<std::int64_t> change_mark() override;

    Result<TableLinks> links_of(std::string_view /*table*/) override { return TableLinks {}; }

    [[nodiscard]] bool is_spoiled() const override { return false; }

    [[nodiscard]] bool is_lost() const override { return false; }

    /// Copies the whole database into a new file, page by page, while others use it.
    Result<void> copy_to(const std::string& path);

private:
    SqliteConnection(sqlite3* handle, const SqliteOptions& options)
        : options_(options)
        , handle_(handle) { }

    void after_commit(int pages_in_log);

    Result<sqlite3_stmt*> statement(std::string_view sql);
    Result<sqlite3_stmt*> prepare(std::string_view sql);
    Result<void> step_to_end(sqlite3_stmt* statement);
    [[nodiscard]] Error failure() const;

    struct TextHash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view> {}(text);
        }
    };

    /// How many rows one statement inserts, most first.
    static constexpr std::array<std::size_t, 3> rows_together { 64, 8, 1 };

    using Inserts = std::array<sqlite3_stmt*, rows_together.size()>;

    SqliteOptions options_;
    sqlite3* handle_;
    std::unique_ptr<Checkpointer> checkpointer_; ///< from the first long log on
    std::unordered_map<std::string, sqlite3_stmt*, TextHash, std::equal_to<>> statements_;
    std::unordered_map<const InsertShape*, Inserts> inserts_;
};

}  // namespace boai::storage
