/// \file
/// A program run beside the measurement: started, watched and stopped.
#pragma once

#include "base/result.hpp"

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace boai::bench {

/// A port nobody listens on at this moment.
[[nodiscard]] std::uint16_t free_port();

/// What running a program to its end has taken.
struct ProgramCost {
    double seconds = 0;
    double processor_seconds = 0;
    std::int64_t resident_bytes_max = 0;
};

/// Runs a program to its end; its output goes to `output`, or nowhere.
/// Errors: unavailable when it cannot be started or does not end with 0.
Result<ProgramCost>
run_program(const std::vector<std::string>& words, const std::string& output = {});

/// A server that listens on a port of 127.0.0.1. Stopped when destroyed. Threads: one.
class ServerProcess {
public:
    /// Starts it and waits until it takes connections.
    /// Errors: unavailable when it ends or stays silent instead.
    static Result<ServerProcess>
    start(const std::vector<std::string>& words, std::uint16_t port, const std::string& output);

    ServerProcess(ServerProcess&& other) noexcept;
    ServerProcess& operator=(ServerProcess&&) = delete;
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ~ServerProcess();

    /// Asks it to stop and waits for it.
    void stop();

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// Memory it holds now, and the most it ever held, in bytes.
    [[nodiscard]] std::int64_t resident_bytes() const;
    [[nodiscard]] std::int64_t resident_bytes_max() const;
    /// Processor time it has used, in seconds; of its children too.
    [[nodiscard]] double processor_seconds() const;

private:
    ServerProcess(pid_t process, std::uint16_t port)
        : process_(process)
        , port_(port) { }

    pid_t process_;
    std::uint16_t port_;
};

} // namespace boai::bench
