/// \file
/// Request and Response as the rest of the program sees them; no HTTP library in sight.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::http {

enum class Method : std::uint8_t { get, head, post, put, patch, remove, options, other };

/// One request, whole. Path is percent-decoded UTF-8 and starts with '/'.
struct Request {
    Method method = Method::get;
    std::string path;
    std::string query;  ///< raw, without '?'
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;
    std::string peer;  ///< address of the client, without port
    bool is_secure = false;  ///< the browser's side of the connection is encrypted

    /// The value of a header given in lower case; empty when absent.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    /// The decoded value of a query parameter, if it is there.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
    /// Every query parameter, decoded, in order.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> parameters() const;
    /// The value of a cookie; empty when absent.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

/// One open event stream (text/event-stream). Threads: any.
class EventStream {
public:
    EventStream() = default;
    EventStream(const EventStream&) = delete;
    EventStream& operator=(const EventStream&) = delete;
    virtual ~EventStream() = default;
    /// Sends one event; false when the listener has gone or is too slow to keep.
    virtual bool send(std::string_view event, std::string_view data) = 0;
    virtual void close() = 0;
};

class BodySource;

/// One answer. A shared body is sent without a copy, for pages kept in memory.
struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::shared_ptr<const std::string> shared_body;
    /// The same body packed with gzip beforehand, sent to those who take it.
    std::shared_ptr<const std::string> shared_gzip_body;
    /// When set, the body is what this makes, piece by piece; see body_source.hpp.
    std::shared_ptr<BodySource> source;
    /// When set the answer is an event stream; called once with the open stream.
    std::function<void(std::shared_ptr<EventStream>)> on_stream;
};

/// Takes the answer to one request. Only the first call counts; when the last copy goes without a
/// call, the request is answered with status 500. Threads: any.
using Responder = std::function<void(Response)>;

/// What answers requests. It may answer later, from another thread. Threads: any.
class Handler {
public:
    Handler() = default;
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;
    virtual ~Handler() = default;
    virtual void handle(Request request, Responder respond) = 0;
    /// The largest body taken for this path, in bytes; asked before the body is read.
    [[nodiscard]] virtual std::size_t body_bytes_max(Method method, std::string_view path) const
        = 0;
};

}  // namespace boai::http
