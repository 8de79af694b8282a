#include "support/program.hpp"

#include "support/raw_client.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>

namespace boai::test {
namespace {

int exit_code(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Starts the program with standard output and error at these descriptors, and standard input at
/// `input` or, below zero, at nothing.
pid_t start(const std::vector<std::string>& arguments, int output, int error, int input = -1) {
    std::vector<std::string> words { BOAI_PROGRAM };
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    const auto child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(input < 0 ? ::open("/dev/null", O_RDONLY | O_CLOEXEC) : input, STDIN_FILENO);
        ::dup2(output, STDOUT_FILENO);
        ::dup2(error, STDERR_FILENO);
        ::execv(BOAI_PROGRAM, pointers.data());
        ::_exit(127);
    }
    return child;
}

/// A file without a name, to collect what a program prints.
int nameless_file() {
    return ::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

std::string content_of(int file) {
    std::string text;
    std::array<char, 65536> part {};
    ::lseek(file, 0, SEEK_SET);
    for (auto got = ::read(file, part.data(), part.size()); got > 0;
         got = ::read(file, part.data(), part.size())) {
        text.append(part.data(), static_cast<std::size_t>(got));
    }
    ::close(file);
    return text;
}

std::vector<std::string> serving(std::vector<std::string> book) {
    book.insert(book.end(), { "serve", "--address", "127.0.0.1:0" });
    return book;
}

}  // namespace

Ran run_program(const std::vector<std::string>& arguments) {
    const int output = nameless_file();
    const int error = nameless_file();
    const auto child = start(arguments, output, error);
    int status = -1;
    ::waitpid(child, &status, 0);
    return { exit_code(status), content_of(output), content_of(error) };
}

Ran run_program_at_terminal(const std::vector<std::string>& arguments, const std::string& typed) {
    int screen = -1;
    int terminal = -1;
    if (::openpty(&screen, &terminal, nullptr, nullptr, nullptr) != 0) {
        return {};
    }
    const int output = nameless_file();
    const auto child = start(arguments, output, terminal, typed.empty() ? -1 : terminal);
    // The terminal keeps what is typed until the program asks.
    const auto entered = ::write(screen, typed.data(), typed.size());
    ::close(terminal);
    if (entered != static_cast<ssize_t>(typed.size())) {
        ::close(screen);
        return {};
    }
    std::string shown;
    std::array<char, 4096> part {};
    // The read fails once the program, the last to hold the terminal, has ended.
    for (auto got = ::read(screen, part.data(), part.size()); got > 0;
         got = ::read(screen, part.data(), part.size())) {
        shown.append(part.data(), static_cast<std::size_t>(got));
    }
    ::close(screen);
    int status = -1;
    ::waitpid(child, &status, 0);
    return { exit_code(status), content_of(output), std::move(shown) };
}

RunningProgram::RunningProgram(const std::vector<std::string>& arguments) {
    std::array<int, 2> pipe {};
    if (::pipe2(pipe.data(), O_CLOEXEC) == 0) {
        process_ = start(arguments, pipe[1], pipe[1]);
        ::close(pipe[1]);
        output_ = pipe[0];
    }
}

RunningProgram::~RunningProgram() {
    kill();
    ::close(output_);
}

std::string RunningProgram::read_until(std::string_view part) {
    std::string text;
    char c = 0;
    while (!text.contains(part) && ::read(output_, &c, 1) == 1) {
        text += c;
    }
    return text;
}

void RunningProgram::kill() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        wait();
    }
}

int RunningProgram::stop() {
    ::kill(process_, SIGTERM);
    return wait();
}

int RunningProgram::wait() {
    int status = -1;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return exit_code(status);
}

ServedBook::ServedBook(std::vector<std::string> arguments)
    : program_(serving(std::move(arguments))) {
    const auto said = program_.read_until("Stop with Ctrl-C.");
    const auto address = said.find("127.0.0.1:");
    if (address != std::string::npos) {
        const auto* const from = said.data() + address + std::string_view { "127.0.0.1:" }.size();
        std::from_chars(from, said.data() + said.size(), port_);
    }
}

std::string sign_in_at_desk(const std::vector<std::string>& book, std::uint16_t port) {
    return sign_in_as(book, port, "desk_officer");
}

std::string
sign_in_as(const std::vector<std::string>& book, std::uint16_t port, const std::string& role) {
    auto arguments = book;
    arguments.insert(arguments.end(), { "user", "create", role, "--role", role });
    const auto made = run_program(arguments);
    const auto at = made.out.find('#');
    if (at == std::string::npos) {
        return {};
    }
    const auto token = made.out.substr(at + 1, made.out.find('\n', at) - at - 1);
    const auto answer = post(
        port,
        "/api/v1/session/first",
        R"({"token":")" + token + R"(","password":"correct horse battery 7"})",
        {}
    );
    const auto cookie = answer.find("Set-Cookie: ");
    if (cookie == std::string::npos) {
        return {};
    }
    const auto value = answer.substr(cookie + 12);
    return value.substr(0, value.find(';'));
}

std::string post(
    RawClient& client,
    const std::string& target,
    const std::string& body,
    const std::string& cookie,
    const std::string& more_headers
) {
    client.send(
        "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Boai-Request: 1\r\n"
        + "Content-Type: application/json\r\nCookie: " + cookie + "\r\n" + more_headers
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body
    );
    return client.receive();
}

std::string post(
    std::uint16_t port,
    const std::string& target,
    const std::string& body,
    const std::string& cookie,
    const std::string& more_headers
) {
    RawClient client { port };
    return post(client, target, body, cookie, more_headers);
}

std::string get(std::uint16_t port, const std::string& target, const std::string& cookie) {
    RawClient client { port };
    client.send(
        "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port)
        + "\r\nCookie: " + cookie + "\r\n\r\n"
    );
    return client.receive();
}

}  // namespace boai::test
