/// \file
/// The program itself, run as people run it.
#pragma once

#include "support/raw_client.hpp"

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace boai::test {

/// What a run came to.
struct Ran {
    int status = -1;  ///< the exit code; 128 and more for a signal
    std::string out;
    std::string error;
};

/// Runs the program with these arguments and waits.
[[nodiscard]] Ran run_program(const std::vector<std::string>& arguments);

/// The same with standard error at a terminal of its own: `error` is what that shows. `typed`, when
/// there is any, is entered there as somebody would, and standard input is the terminal too.
[[nodiscard]] Ran
run_program_at_terminal(const std::vector<std::string>& arguments, const std::string& typed = {});

/// The program begun and not waited for. Killed when destroyed.
class RunningProgram {
public:
    explicit RunningProgram(const std::vector<std::string>& arguments);
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;
    ~RunningProgram();

    /// Standard output until `part` has come; less when the program ends.
    std::string read_until(std::string_view part);
    /// Ends it as a power cut would.
    void kill();
    /// Asks it to stop and waits; the exit code.
    int stop();

    [[nodiscard]] pid_t process() const { return process_; }

private:
    int wait();

    pid_t process_ = -1;
    int output_ = -1;
};

/// A server of the book on a free port.
class ServedBook {
public:
    /// `arguments` are those of the book: --data and so on.
    explicit ServedBook(std::vector<std::string> arguments);

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] RunningProgram& program() { return program_; }

private:
    RunningProgram program_;
    std::uint16_t port_ = 0;
};

/// A sign-in: an account made on the machine, then its one-time link. `role` is also the login.
/// The cookie to send; empty when it failed.
[[nodiscard]] std::string
sign_in_as(const std::vector<std::string>& book, std::uint16_t port, const std::string& role);
/// The same as a desk officer.
[[nodiscard]] std::string sign_in_at_desk(const std::vector<std::string>& book, std::uint16_t port);

/// One request with a JSON body over a connection that is open; the whole answer.
[[nodiscard]] std::string post(
    RawClient& client,
    const std::string& target,
    const std::string& body,
    const std::string& cookie,
    const std::string& more_headers = {}
);
/// The same over a connection of its own.
[[nodiscard]] std::string post(
    std::uint16_t port,
    const std::string& target,
    const std::string& body,
    const std::string& cookie,
    const std::string& more_headers = {}
);
[[nodiscard]] std::string
get(std::uint16_t port, const std::string& target, const std::string& cookie = {});

} // namespace boai::test
