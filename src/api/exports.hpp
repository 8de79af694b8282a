/// \file
/// Lists as files: .csv and .xlsx.
#pragma once

#include "api/endpoint.hpp"

#include <optional>

namespace boai::api {

/// The file that `{record}.csv` or `{record}.xlsx` asks for; nothing when the path names none.
/// Personal values are masked. Errors: over_limit when the list has more rows than a file takes:
/// it is never cut off silently.
std::optional<Result<http::Response>> try_export(const Api& api, const Asked& asked);

/// The same from a body, with personal values in full for a reason, which is noted for each branch
/// before anything is read.
std::optional<Result<http::Response>> try_revealing_export(const Api& api, const Asked& asked);

} // namespace boai::api
