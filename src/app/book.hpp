/// \file
/// Book: the opened book with everything that works on it. The server, the command line and the
/// tests all start here.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/keys.hpp"
#include "crypto/vault.hpp"
#include "figures/figure.hpp"
#include "modules/module.hpp"
#include "record/engine.hpp"
#include "record/registry.hpp"
#include "storage/database.hpp"
#include "storage/writer.hpp"
#include "transparency/published.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace boai::app {

/// Where a book is and how it is opened.
struct BookOptions {
    std::filesystem::path data = "data";  ///< folder of the SQLite file and of the keys
    std::string database;                 ///< "postgresql://..."; empty for DATA/boai.db
    std::uint8_t node = 0;                ///< tells programs writing to one database apart

    [[nodiscard]] storage::Location location() const;

    [[nodiscard]] std::filesystem::path key_file() const { return data / "keys" / "master.key"; }

    /// The last signed head of each log, outside the database.
    [[nodiscard]] std::filesystem::path guard_file() const { return data / "signed_heads"; }
};

/// Threads: any, once open. Not movable: its parts refer to one another.
class Book {
public:
    /// Makes the data folder, the master key and the tables of a new book.
    /// Errors: conflict when there is one.
    static Result<void> create(const BookOptions& options, const Clock& clock);

    /// Opens a book and brings its tables up to this program.
    /// Errors: not_found when there is none; as storage and crypto.
    static Result<std::unique_ptr<Book>> open(const BookOptions& options, const Clock& clock);

    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;
    ~Book();

    [[nodiscard]] record::Engine& engine() { return *engine_; }

    [[nodiscard]] const record::Registry& registry() const { return registry_; }

    [[nodiscard]] storage::Database& database() { return *database_; }

    [[nodiscard]] storage::Writer& writer() { return *writer_; }

    [[nodiscard]] storage::ReaderPool& readers() { return readers_; }

    [[nodiscard]] const crypto::MasterKey& master_key() const { return master_; }

    [[nodiscard]] const crypto::Vault& vault() const { return vault_; }

    [[nodiscard]] const BookOptions& options() const { return options_; }

    /// What is published of the branches' logs; nothing until Logs has begun.
    [[nodiscard]] transparency::PublishedLogs& published_logs() { return published_logs_; }

    [[nodiscard]] const std::vector<modules::Module>& modules() const { return modules_; }

    [[nodiscard]] std::vector<const figures::Definition*> figures() const;

    [[nodiscard]] const Clock& clock() const { return clock_; }

    /// The actor of the program's own work.
    [[nodiscard]] static std::shared_ptr<const record::Actor> system();

private:
    Book(
        crypto::MasterKey master,
        std::unique_ptr<storage::Database> database,
        const Clock& clock,
        BookOptions options
    );
    Result<void> start();

    const Clock& clock_;
    BookOptions options_;
    crypto::MasterKey master_;
    crypto::Vault vault_;
    IdSource ids_;
    std::unique_ptr<storage::Database> database_;
    storage::ReaderPool readers_;
    std::vector<modules::Module> modules_;
    record::Registry registry_;
    transparency::PublishedLogs published_logs_;
    std::unique_ptr<storage::Writer> writer_;
    std::unique_ptr<record::Engine> engine_;
};

/// Every migration of the program, rooms first, then modules.
[[nodiscard]] std::vector<storage::Migration>
all_migrations(const std::vector<modules::Module>& modules);

}  // namespace boai::app
