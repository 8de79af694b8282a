/// \file
/// The names of channels, campaigns and purposes, which gifts refer to.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "storage/connection.hpp"

#include <map>
#include <string>

namespace boai::giving {

/// Few rows, read at once. Errors: as storage.
Result<std::map<Id, std::string>> giving_names(storage::Connection& connection);

} // namespace boai::giving
