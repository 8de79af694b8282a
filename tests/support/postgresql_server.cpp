#include "support/postgresql_server.hpp"

#include "support/machine.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace boai::test {
namespace {

/// Says "in use" for as long as this process lives; the kernel drops the lock however it ends.
bool hold_in_use(const std::string& folder) {
    const auto path = folder + ".users";
    const int descriptor = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    return descriptor >= 0 && ::flock(descriptor, LOCK_SH) == 0;
}

PostgresqlServer start_or_find() {
    const auto name = "boai-test-postgresql-" + std::to_string(::getuid());
    const auto folder = (std::filesystem::temp_directory_path() / name).string();
    if (!hold_in_use(folder)) {
        return { {}, "the lock file " + folder + ".users cannot be made" };
    }
    const auto line
        = std::string { BOAI_TEST_SUPPORT "/postgresql_server.sh address " } + folder + " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe { ::popen(line.c_str(), "re"), ::pclose };
    std::array<char, 1024> said {};
    if (pipe == nullptr || std::fgets(said.data(), said.size(), pipe.get()) == nullptr) {
        return { {}, "the test server's script cannot be run" };
    }
    std::string answer { said.data() };
    answer.resize(answer.find_last_not_of('\n') + 1);
    const bool started = answer.starts_with("postgresql://");
    return started ? PostgresqlServer { answer, {} } : PostgresqlServer { {}, answer };
}

} // namespace

const PostgresqlServer& postgresql_server() {
    static const PostgresqlServer server = [] {
        const auto given = environment("BOAI_TEST_POSTGRESQL");
        return given ? PostgresqlServer { *given, "BOAI_TEST_POSTGRESQL is empty" }
                     : start_or_find();
    }();
    return server;
}

} // namespace boai::test
