#include "http/problem.hpp"

#include "base/json_text.hpp"

namespace boai::http {
namespace {

void append_errors(JsonObject& object, const std::vector<FieldError>& fields) {
    auto& out = object.key("errors");
    JsonArray errors { out };
    for (const auto& [field, message] : fields) {
        JsonObject { errors.item() }.text("field", field).text("message", message);
    }
}

Response make_problem(int status, const Error& error, std::string_view reason) {
    Response response { .status = status, .content_type = "application/problem+json" };
    {
        JsonObject object { response.body };
        object.text("type", "about:blank")
            .text("title", reason_phrase(status))
            .number("status", status)
            .text("code", name_of(error.code))
            .text("detail", error.message);
        if (!reason.empty()) {
            object.text("reason", reason);
        }
        append_errors(object, error.fields);
    }
    if (status == 503 || status == 429) {
        // Nobody knows how long a busy server stays busy; this keeps clients from asking at once.
        constexpr std::int64_t busy_s = 2;
        set_retry_after(response, busy_s);
    }
    return response;
}

} // namespace

void set_retry_after(Response& response, std::int64_t seconds) {
    std::erase_if(response.headers, [](const auto& header) {
        return header.first == "Retry-After";
    });
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
}

int status_of(Errc code) {
    switch (code) {
    case Errc::invalid:
        return 422;
    case Errc::not_found:
        return 404;
    case Errc::conflict:
        return 409;
    case Errc::forbidden:
        return 403;
    case Errc::unauthenticated:
        return 401;
    case Errc::over_limit:
        return 429;
    case Errc::unavailable:
        return 503;
    case Errc::corrupt:
    case Errc::internal:
        return 500;
    }
    return 500;
}

Response problem(const Error& error, std::string_view reason) {
    return make_problem(status_of(error.code), error, reason);
}

Response problem(int status, Errc code, const Message& message) {
    return make_problem(status, { code, message, {} }, {});
}

void append_problem_members(std::string& json, const Error& error) {
    JsonObject object { json };
    object.flag("ok", false).text("code", name_of(error.code)).text("detail", error.message);
    append_errors(object, error.fields);
}

Response json_response(std::string body, int status) {
    return { .status = status, .body = std::move(body) };
}

std::string_view reason_phrase(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Unknown";
    }
}

} // namespace boai::http
