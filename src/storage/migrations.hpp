/// \file
/// Migrations: forward only, one ordered list per room, applied before anything else.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "storage/database.hpp"

#include <span>
#include <string_view>

namespace boai::storage {

/// One step of a room's schema. DDL in the shared subset with {INT} {BLOB} {TEXT}, and {STRICT}
/// at the end of a table or, where its rows lie in the order of its key, {CLUSTERED}.
struct Migration {
    std::string_view room;  ///< such as "giving"
    int number = 1;         ///< from 1 without gaps within the room
    std::string_view name;  ///< such as "create gifts"
    std::string_view ddl;
};

/// Applies what is missing, each in its own transaction.
/// Errors: conflict when the database holds a migration this program does not know, because a
/// newer program made it; invalid when `known` has gaps.
Result<void> migrate(Database& database, std::span<const Migration> known, Instant now);

}  // namespace boai::storage
