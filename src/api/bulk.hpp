/// \file
/// Many inputs of one command in one request: a JSON object on each line, a result for each.
#pragma once

#include "api/endpoint.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boai::api {

/// The branch of a call: named in the body or the address, or the only one where the actor may
/// call the command. Errors: invalid when it is not clear, not_found.
Result<Id> branch_of_call(
    const Api& api,
    const record::Actor& actor,
    const record::CommandType& command,
    std::string_view in_body,
    const std::optional<std::string>& in_address
);

/// Carries out the lines of the body in order, in commits of `bulk_lines_per_commit`, reading the
/// next lines while the last ones are committed. Answers when every line has its result.
/// Errors: over_limit; then nothing was done.
Result<void> start_bulk(
    Api& api, Asked asked, const record::CommandType& command, const http::Responder& respond
);

} // namespace boai::api
