#include "app/cli.hpp"

namespace boai::app {
Result<void> run_openapi(const CommonOptions&) {
    return {};
}
} // namespace boai::app
