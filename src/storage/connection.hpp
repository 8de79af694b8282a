/// \file
/// Connection: statements of the shared SQL subset on one session of either database.
#pragma once

#include "base/function_ref.hpp"
#include "base/result.hpp"
#include "storage/value.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::storage {

/// Takes one row; an error stops the query and is its result.
using RowSink = FunctionRef<Result<void>(const Row&)>;

/// One column of an insert: its name and how it is stored.
struct InsertColumn {
    std::string_view name;
    Kind kind = Kind::number;
};

/// The shape of rows going into one table. It must outlive every connection that uses it: SQLite
/// keeps the statement by the address of the shape.
struct InsertShape {
    std::string table;
    std::vector<InsertColumn> columns;
    /// Appended to the statement, such as "ON CONFLICT (branch_id, key) DO UPDATE SET ...".
    std::string conflict;
};

/// Where a table stands among the foreign keys of the database.
struct TableLinks {
    int depth = 0; ///< rows of a shallower table are written first
    std::vector<std::string> children; ///< tables that refer to it
};

/// One session. SQL is written with $1..$n in the shared subset of both databases.
/// Errors of every call: conflict (a unique key is taken; the one field names its index),
/// unavailable (locked, full, connection lost, serialisation: the transaction is void and may be
/// tried again), corrupt, internal.
/// Threads: one at a time.
class Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    [[nodiscard]] virtual Dialect dialect() const = 0;
    /// Runs a statement that gives no rows; the number of rows it changed.
    virtual Result<std::int64_t> execute(std::string_view sql, Params params) = 0;
    /// Runs a command that answers nothing, such as SAVEPOINT, with the next statement at the
    /// latest; should it fail, that statement fails.
    virtual Result<void> run_soon(std::string_view command) = 0;
    /// Runs a query and hands each row to `sink`.
    virtual Result<void> query(std::string_view sql, Params params, RowSink sink) = 0;
    /// Inserts `values` (rows laid end to end, `shape.columns.size()` each).
    virtual Result<void> insert(const InsertShape& shape, Params values) = 0;
    /// Runs statements separated by semicolons, without parameters; for migrations.
    virtual Result<void> run_script(std::string_view sql) = 0;

    /// Starts a transaction that may write (and waits for its turn).
    virtual Result<void> begin() = 0;
    /// Starts a transaction that reads one snapshot.
    virtual Result<void> begin_read() = 0;
    virtual Result<void> commit() = 0;
    /// Leaves the transaction whatever its state; never fails.
    virtual void rollback() = 0;
    /// Grows whenever another session may have changed the database; see ReferenceCache.
    virtual Result<std::int64_t> change_mark() = 0;
    /// The foreign keys around a table; nothing where rows are not gathered (SQLite).
    virtual Result<TableLinks> links_of(std::string_view table) = 0;
    /// A failed statement has voided everything since the last savepoint or `begin`: roll back to
    /// it before going on. Never on SQLite, where a failed statement undoes itself alone.
    [[nodiscard]] virtual bool is_spoiled() const = 0;
    /// The session is gone for good (its server died): open another.
    [[nodiscard]] virtual bool is_lost() const = 0;
};

/// Runs `read` on one snapshot of the database.
template <class F>
auto in_snapshot(Connection& connection, F&& read) -> decltype(read(connection)) {
    TRY(connection.begin_read());
    auto outcome = read(connection);
    connection.rollback();
    return outcome;
}

} // namespace boai::storage
