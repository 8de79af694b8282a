#include "app/audit.hpp"
#include "app/cli.hpp"

#include <cstdio>

namespace boai::app {

Result<Exit> run_audit(const CommonOptions& common) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    bool good = true;
    for (const auto& line : TRY(audit(*book))) {
        std::printf(
            "%-6s %-60s %zu\n",
            line.faults.empty() ? "ok" : "FAULT",
            line.check.c_str(),
            line.looked_at
        );
        for (const auto& fault : line.faults) {
            std::printf("       %s\n", fault.c_str());
        }
        good = good && line.faults.empty();
    }
    return good ? Exit::good : Exit::corrupt;
}

}  // namespace boai::app
