/// \file
/// Opens a SQLite file as a Database.
#pragma once

#include "storage/database.hpp"

#include <memory>
#include <string>

namespace boai::storage {

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path);

}  // namespace boai::storage
