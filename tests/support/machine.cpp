#include "support/machine.hpp"

#include <cstdlib>

namespace boai::test {

int run_in_shell(const std::string& line) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): tests run it one at a time
    return std::system(line.c_str());
}

std::optional<std::string> environment(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread changes the environment
    const char* const said = std::getenv(name);
    return said == nullptr ? std::nullopt : std::optional<std::string> { said };
}

} // namespace boai::test
