/// \file
/// Errors as answers: application/problem+json. Source: RFC 9457; docs/formats/api.md.
#pragma once

#include "http/message.hpp"

namespace boai::http {

/// The HTTP status that stands for an error code. over_limit is 429: it passes by itself. Whoever
/// means that less should be sent says 413.
[[nodiscard]] int status_of(Errc code);
/// Sets Retry-After, which 429 and 503 have anyway, to what is known of the wait.
void set_retry_after(Response& response, std::int64_t seconds);

/// The answer to a failed request. `reason` is added as a member for programs, when not empty.
[[nodiscard]] Response problem(const Error& error, std::string_view reason = {});
[[nodiscard]] Response problem(int status, Errc code, const Message& message);

/// The JSON of a problem without the answer around it, for the lines of a bulk request.
void append_problem_members(std::string& json, const Error& error);

/// A JSON answer.
[[nodiscard]] Response json_response(std::string body, int status = 200);

/// The reason phrase of a status.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace boai::http
