/// \file
/// Databases for tests: a SQLite file in a folder that goes away, and a PostgreSQL database of its
/// own on the test server.
#pragma once

#include "storage/database.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

struct pg_conn;

namespace boai::storage {

/// For the names of tests.
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest looks for this name
void PrintTo(Dialect dialect, std::ostream* out);

} // namespace boai::storage

namespace boai::test {

/// A folder of its own for one test, removed at the end.
class TempFolder {
public:
    TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder();

    [[nodiscard]] std::string file(const std::string& name) const {
        return (path_ / name).string();
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// A fresh, empty database of either kind. To run tests on both, make it a member
/// of a parameterised fixture: without a PostgreSQL server those tests are skipped, saying why.
class TempDatabase {
public:
    explicit TempDatabase(storage::Dialect dialect);
    TempDatabase(const TempDatabase&) = delete;
    TempDatabase& operator=(const TempDatabase&) = delete;
    ~TempDatabase() = default;

    storage::Database& operator*() { return *database_; }

    storage::Database* operator->() { return database_.get(); }

    [[nodiscard]] const storage::Location& location() const { return location_; }

    /// Closes it, so that a test can open it anew.
    void close() { database_.reset(); }

    /// The kinds to test; always both, so that the list of tests is the same everywhere.
    static std::vector<storage::Dialect> kinds();

    static std::string name_of(const ::testing::TestParamInfo<storage::Dialect>& info);

private:
    TempFolder folder_;
    std::unique_ptr<pg_conn, void (*)(pg_conn*)> claim_; ///< keeps others off the database
    storage::Location location_;
    std::unique_ptr<storage::Database> database_;
};

}  // namespace boai::test
