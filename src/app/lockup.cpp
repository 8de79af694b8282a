#include "app/lockup.hpp"

#include <array>
#include <fstream>
#include <iterator>

namespace boai::app {
namespace {

constexpr std::size_t lockup_bytes_max = 1U << 20U;
constexpr std::array<const char*, 2> names { "lockup.svg", "lockup.png" };

Result<std::string> read(const std::filesystem::path& path) {
    std::ifstream stream { path, std::ios::binary };
    std::string bytes { std::istreambuf_iterator<char> { stream }, {} };
    if (!stream) {
        return fail(
            Errc::unavailable, compose({ "无法读取 {}", "cannot read {}" }, { path.string() })
        );
    }
    if (bytes.size() > lockup_bytes_max) {
        return fail(
            Errc::over_limit,
            compose({ "{} 超过 1 MB", "{} is larger than 1 MB" }, { path.string() })
        );
    }
    return bytes;
}

} // namespace

Result<std::optional<Lockup>> read_lockup(const std::filesystem::path& folder) {
    for (const auto* name : names) {
        std::error_code ignored;
        if (!folder.empty() && std::filesystem::is_regular_file(folder / name, ignored)) {
            return std::optional { Lockup { name, TRY(read(folder / name)) } };
        }
    }
    return std::optional<Lockup> {};
}

} // namespace boai::app
