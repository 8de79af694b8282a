/// \file
/// Opens a PostgreSQL database as a Database.
#pragma once

#include "storage/database.hpp"

#include <memory>
#include <string>

namespace boai::storage {

/// `uri` as libpq takes it, several hosts allowed ("postgresql://a,b/boai").
Result<std::unique_ptr<Database>> open_postgresql(const std::string& uri);

}  // namespace boai::storage
