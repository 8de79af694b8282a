/// \file
/// Lists as files: .csv, .xlsx and .ndjson.
#pragma once

#include "api/endpoint.hpp"

#include <optional>

namespace boai::api {

/// The file that `{record}.csv`, `.xlsx` or `.ndjson` asks for; nothing when the path names none.
/// Personal values are masked. It is the list of one moment, however long, made while it is sent;
/// when that fails on the way the connection is broken off: it is never cut off silently.
/// Errors: as record::list; over_limit when limits::exports_running_max files are being made.
std::optional<Result<http::Response>> try_export(Api& api, const Asked& asked);

/// The same from a body, with personal values in full for a reason, which is noted for each branch
/// before anything is read.
std::optional<Result<http::Response>> try_revealing_export(Api& api, const Asked& asked);

} // namespace boai::api
