#include "app/cli.hpp"
#include "app/operations.hpp"

#include <cstdio>

namespace boai::app {

Result<void> run_openapi(const CommonOptions& common) {
    const SystemClock clock;
    const auto book = TRY(Book::open(common.book, clock));
    std::printf("%s\n", openapi_of(*book).c_str());
    return {};
}

}  // namespace boai::app
