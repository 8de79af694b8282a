/// \file
/// Client: one request to another server, with a time limit; https by OpenSSL.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace boai::http {

struct ClientRequest {
    std::string method = "GET"; ///< or "POST"
    std::string url; ///< http:// or https://
    std::string content_type {}; ///< of the body
    std::string body {};
    std::vector<std::pair<std::string, std::string>> headers {}; ///< further ones
};

struct ClientOptions {
    std::chrono::milliseconds timeout = std::chrono::seconds { 10 }; ///< for all of it
    std::size_t body_bytes_max = 64U << 10U; ///< of the answer
};

struct ClientAnswer {
    int status = 0;
    std::string content_type;
    std::string body;
    std::string location {}; ///< where a redirect leads; it is not followed
};

/// Sends it and waits. Redirects are not followed; the certificate of https must be that of the
/// host and trusted by the machine.
/// Errors: invalid when it is no such URL; unavailable when no answer came in time, saying why.
/// Threads: any.
Result<ClientAnswer> send(const ClientRequest& request, const ClientOptions& options = {});

} // namespace boai::http
