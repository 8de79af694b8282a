/// \file
/// A session on a PostgreSQL server.
#pragma once

#include "storage/connection.hpp"
#include "storage/postgresql/postgresql_values.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

struct pg_conn;
struct pg_result;

namespace boai::storage {

/// How a PostgreSQL session is opened.
struct PostgresqlOptions {
    std::string uri;
    bool read_only = false;
    /// Whether this process is the server of the database; every other process marks its commits,
    /// so that the server knows of them. Shared, because sessions may outlive their Database.
    std::shared_ptr<const std::atomic<bool>> is_server;
    /// Tell libpq's words, which name host and user, when it cannot connect: for the operator's
    /// eyes, when the program starts.
    bool explains = false;
};

/// A session with prepared statements kept by their text; everything goes in binary form.
/// A query may run inside the sink of another: the rest of the outer one is then read into memory.
/// A reading session whose server went away connects anew by itself; a writing one does so at
/// `begin`. Threads: one at a time.
class PostgresqlConnection final : public Connection {
public:
    /// Errors: unavailable.
    static Result<std::unique_ptr<PostgresqlConnection>> open(PostgresqlOptions options);

    PostgresqlConnection(const PostgresqlConnection&) = delete;
    PostgresqlConnection& operator=(const PostgresqlConnection&) = delete;
    ~PostgresqlConnection() override;

    [[nodiscard]] Dialect dialect() const override { return Dialect::postgresql; }

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
    Result<TableLinks> links_of(std::string_view table) override;
    [[nodiscard]] bool is_spoiled() const override;
    [[nodiscard]] bool is_lost() const override;

    /// The version of the server, such as 150020 for 15.20.
    [[nodiscard]] int server_version() const;
    /// A setting the server told of at the start, such as "server_encoding".
    [[nodiscard]] std::string server_setting(const char* name) const;

private:
    /// One query whose rows are still coming; on the wire, or read ahead into memory.
    class Fetch;

    struct ResultFree {
        void operator()(pg_result* result) const;
    };

    using ResultPtr = std::unique_ptr<pg_result, ResultFree>;

    explicit PostgresqlConnection(PostgresqlOptions options)
        : options_(std::move(options)) { }

    Result<void> connect();
    void disconnect();
    Result<void> start(const char* command);
    Result<std::string> statement(std::string_view sql);
    Result<void> forget_one_statement();
    Result<std::int64_t> run_prepared(std::string_view sql);
    Result<std::int64_t> run_after_waiting(const std::string& name);
    Result<std::int64_t> read_all_answers();
    Result<void> run_waiting();
    Result<void> fetch(std::string_view sql, RowSink sink, bool& gave_rows);
    Result<void> load_links();
    void read_ahead();
    Error failure(const ResultPtr& result);

    PostgresqlOptions options_;
    pg_conn* session_ = nullptr;
    std::unordered_map<std::string, std::string> statements_;
    std::vector<std::string> waiting_; ///< commands that go out with the next statement
    std::size_t statements_made_ = 0;
    BoundParams bound_;
    Fetch* fetching_ = nullptr;
    bool in_transaction_ = false;
    bool is_lost_ = false;
    bool has_written_ = false;
    std::int64_t own_marks_ = 0;
    std::map<std::string, TableLinks, std::less<>> links_;
    bool knows_links_ = false;
};

} // namespace boai::storage
