/// \file
/// Database: where the book is kept; opens sessions, backs up, restores.
#pragma once

#include "base/result.hpp"
#include "storage/connection.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace boai::storage {

/// Where a database is: a SQLite file, or "postgresql://...".
struct Location {
    std::string text;

    [[nodiscard]] bool is_postgresql() const {
        return text.starts_with("postgresql://") || text.starts_with("postgres://");
    }
};

/// A lock held for as long as it lives.
class Hold {
public:
    Hold() = default;
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    virtual ~Hold() = default;
};

/// Claims a SQLite file, there or not, as Database::claim_server does.
Result<std::unique_ptr<Hold>> claim_file(const std::string& path);

/// One database. Threads: any.
class Database {
public:
    /// Opens it, creating an empty SQLite file where there is none.
    /// Errors: unavailable, corrupt (not a database).
    static Result<std::unique_ptr<Database>> open(const Location& location);

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    [[nodiscard]] virtual Dialect dialect() const = 0;
    /// A session that may write.
    virtual Result<std::unique_ptr<Connection>> connect() = 0;
    /// A session for reading only.
    virtual Result<std::unique_ptr<Connection>> connect_reader() = 0;
    /// Claims the database for one server. Errors: conflict when another server holds it.
    virtual Result<std::unique_ptr<Hold>> claim_server() = 0;
    /// Copies the whole database to a new SQLite file while it is in use.
    /// Errors: invalid on PostgreSQL (whose own tools do this), conflict when `path` exists.
    virtual Result<void> backup(const std::string& path) = 0;
    /// Bytes it takes now.
    virtual Result<std::int64_t> size_bytes() = 0;

protected:
    Database() = default;
};

/// Sessions for reading, kept open and lent out. Threads: any.
class ReaderPool {
public:
    explicit ReaderPool(Database& database, std::size_t count_max = 8)
        : database_(database)
        , count_max_(count_max) { }

    /// A lent session; it goes back when destroyed.
    class Lease {
    public:
        Lease(ReaderPool& pool, std::unique_ptr<Connection> connection)
            : pool_(&pool)
            , connection_(std::move(connection)) { }

        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();

        Connection& operator*() const { return *connection_; }

        Connection* operator->() const { return connection_.get(); }

    private:
        ReaderPool* pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// Waits while all sessions are lent. Errors: unavailable.
    Result<Lease> lend();

private:
    Database& database_;
    std::size_t count_max_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t open_ = 0;
};

}  // namespace boai::storage
