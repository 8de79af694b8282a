/// \file
/// A load generator: many keep-alive connections, one request at a time on each.
#pragma once

#include "base/function_ref.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace boai::bench {

/// Where the load goes.
struct LoadOptions {
    std::uint16_t port = 0;
    std::size_t connections = 64;
};

/// What came back.
struct LoadResult {
    double seconds = 0;
    std::size_t answers = 0; ///< with a status of 200 to 299
    std::size_t failures = 0; ///< with any other status
    std::size_t body_bytes = 0;
    std::string first_failure; ///< head and body of the first of them
    std::vector<std::uint32_t> latencies_us;

    [[nodiscard]] double per_second() const { return static_cast<double>(answers) / seconds; }

    /// The latency below which `share` (0 to 1) of the answers came, in milliseconds.
    [[nodiscard]] double latency_ms(double share) const;
};

/// Sends every request once. Errors: unavailable when a connection breaks.
Result<LoadResult> send_all(const LoadOptions& options, std::span<const std::string> requests);

/// Sends the requests over and over for a time. Errors: unavailable when a connection breaks.
Result<LoadResult>
send_for(const LoadOptions& options, std::span<const std::string> requests, double seconds);

/// Sends one request on a connection of its own and gives the body of the answer.
/// Errors: unavailable when the connection breaks or the status is not 200 to 299.
Result<std::string> send_one(std::uint16_t port, const std::string& request);

/// A large answer, counted and not kept.
struct CountedAnswer {
    int status = 0;
    std::size_t bytes = 0; ///< of the body, with the marks of its chunks
    std::size_t lines = 0;
    double seconds = 0;
};

/// Sends one request and counts what comes. Errors: unavailable when the connection breaks.
Result<CountedAnswer> count_answer(std::uint16_t port, const std::string& request);

/// The text of a request. `headers` are whole lines ending in "\r\n".
[[nodiscard]] std::string request_text(
    std::string_view method,
    std::string_view target,
    std::string_view headers,
    std::string_view body = {}
);

} // namespace boai::bench
