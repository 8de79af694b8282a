/// \file
/// Server: HTTP/1.1 on one address. TLS is left to a proxy in front (docs/operating/install.md).
#pragma once

#include "base/limits.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "http/counts.hpp"
#include "http/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace boai::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0 chooses a free one
    std::size_t threads = 1;    ///< that read requests and write answers
    /// Addresses of proxies that are believed: their X-Forwarded-For names the peer, and their
    /// X-Forwarded-Proto tells whether the browser speaks https. Nobody else's headers do.
    std::vector<std::string> proxies { "127.0.0.1", "::1" };
    /// For the Date header; the machine's clock when null. Must outlive the server.
    const Clock* clock = nullptr;

    std::size_t connections_max = limits::connections_max;
    std::size_t streams_max = limits::event_listeners_max;
    std::size_t bodies_bytes_max
        = limits::bodies_bytes_max;     ///< of all requests being read or answered
    std::size_t stream_waiting_bytes_max
        = limits::event_bytes_waiting_max;  ///< unsent events of one listener
    std::chrono::milliseconds request_timeout = std::chrono::seconds { limits::request_timeout_s };
    std::chrono::milliseconds idle_timeout = std::chrono::seconds { limits::idle_timeout_s };
    std::chrono::milliseconds body_patience = std::chrono::seconds { limits::export_time_s };
    std::chrono::milliseconds heartbeat = std::chrono::seconds { 15 };
    std::chrono::milliseconds sweep_every = std::chrono::seconds { 1 };  ///< looks for the late
    std::chrono::milliseconds stop_patience = std::chrono::seconds { 10 };
};

/// Threads: any; stop() not from a handler.
class Server {
public:
    /// Listens and starts its threads. `handler` must outlive the server; a Responder may outlive
    /// it and then does nothing.
    /// Errors: unavailable when the address cannot be had.
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Handler& handler);

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Stops as stop() does.
    virtual ~Server();

    /// Takes no more connections, lets running requests finish (`stop_patience` at most), closes.
    virtual void stop() = 0;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    [[nodiscard]] virtual const ServerCounts& counts() const = 0;

protected:
    Server();
};

} // namespace boai::http
