#include "bench/support/server_process.hpp"

#include "bench/support/measure.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

namespace boai::bench {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool takes_connections(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const auto* const general = reinterpret_cast<const sockaddr*>(&address);
    const bool connected = ::connect(socket, general, sizeof address) == 0;
    ::close(socket);
    return connected;
}

/// Becomes the program; never returns.
[[noreturn]] void become(const std::vector<std::string>& words, const std::string& output) {
    constexpr mode_t mode = 0644;
    const char* const path = output.empty() ? "/dev/null" : output.c_str();
    const int file = ::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    // Should the measurement be killed, its servers must not stay behind.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    std::vector<char*> arguments;
    for (const auto& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
}

std::unexpected<Error> did_not_work(const std::vector<std::string>& words) {
    std::string line;
    for (const auto& word : words) {
        line += (line.empty() ? "" : " ") + word;
    }
    return fail(Errc::unavailable, compose({ "运行失败：{}", "this failed: {}" }, { line }));
}

std::int64_t status_bytes(pid_t process, std::string_view name) {
    std::ifstream file { "/proc/" + std::to_string(process) + "/status" };
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(name)) {
            return std::stoll(line.substr(name.size())) * 1024;
        }
    }
    return 0;
}

} // namespace

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    ::bind(socket, general, size);
    ::getsockname(socket, general, &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

Result<ProgramCost> run_program(const std::vector<std::string>& words, const std::string& output) {
    const Stopwatch watch;
    const pid_t process = ::fork();
    if (process == 0) {
        become(words, output);
    }
    int status = 0;
    rusage used {};
    if (process < 0 || ::wait4(process, &status, 0, &used) != process || status != 0) {
        return did_not_work(words);
    }
    const auto seconds = [](const timeval& time) {
        constexpr double us = 1e6;
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / us;
    };
    return ProgramCost { .seconds = watch.seconds(),
                         .processor_seconds = seconds(used.ru_utime) + seconds(used.ru_stime),
                         .resident_bytes_max = used.ru_maxrss * 1024 };
}

Result<ServerProcess> ServerProcess::start(
    const std::vector<std::string>& words, std::uint16_t port, const std::string& output
) {
    const pid_t process = ::fork();
    if (process == 0) {
        become(words, output);
    }
    if (process < 0) {
        return did_not_work(words);
    }
    ServerProcess server { process, port };
    constexpr int tries_max = 600;
    for (int tries = 0; tries < tries_max; ++tries) {
        if (takes_connections(port)) {
            return server;
        }
        if (::waitpid(process, nullptr, WNOHANG) == process) {
            server.process_ = 0;
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds { 50 });
    }
    return did_not_work(words);
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : process_(std::exchange(other.process_, 0))
    , port_(other.port_) { }

ServerProcess::~ServerProcess() {
    stop();
}

void ServerProcess::stop() {
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
}

std::int64_t ServerProcess::resident_bytes() const {
    return status_bytes(process_, "VmRSS:");
}

std::int64_t ServerProcess::resident_bytes_max() const {
    return status_bytes(process_, "VmHWM:");
}

double ServerProcess::processor_seconds() const {
    std::ifstream file { "/proc/" + std::to_string(process_) + "/stat" };
    std::string line;
    std::getline(file, line);
    // Behind the name in brackets come the fields 3, 4, ...; 14 to 17 are the times in ticks.
    std::istringstream fields { line.substr(std::min(line.rfind(')') + 1, line.size())) };
    std::string skipped;
    constexpr int before = 11;
    for (int i = 0; i < before; ++i) {
        fields >> skipped;
    }
    double ticks = 0;
    for (int i = 0; i < 4; ++i) {
        double value = 0;
        fields >> value;
        ticks += value;
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace boai::bench
