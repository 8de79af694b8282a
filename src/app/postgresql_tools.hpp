/// \file
/// Backing up and restoring a PostgreSQL book by that server's own pg_dump and pg_restore.
#pragma once

#include "base/result.hpp"

#include <string>

namespace boai::app {

/// Writes one consistent snapshot to a new file while the book is in use. The password goes by
/// the environment, so that no list of processes shows it.
/// Errors: conflict when the file exists; unavailable when pg_dump is missing or fails.
Result<void> dump_postgresql(const std::string& address, const std::string& file);

/// Puts a dump into the database in one transaction, replacing a book there only when `force`.
/// Errors: corrupt when the file is no dump; conflict when there is a book or a server uses it;
/// unavailable when pg_restore is missing or fails (the database is then as it was).
Result<void> restore_postgresql(const std::string& address, const std::string& file, bool force);

}  // namespace boai::app
