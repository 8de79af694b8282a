#include "app/cli_files.hpp"

#include "base/limits.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace boai::app {

Result<std::string> read_input_file(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    std::ifstream file { path, std::ios::binary };
    if (error || !file) {
        return fail(
            Errc::not_found, compose({ "无法读取文件 {}", "the file {} cannot be read" }, { path })
        );
    }
    if (size > limits::bulk_body_bytes_max) {
        return fail(
            Errc::over_limit,
            compose({ "文件 {} 超过 64 MiB", "the file {} is over 64 MiB" }, { path })
        );
    }
    std::string bytes(size, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

Result<Id> channel_named(Book& book, Id branch, const std::string& code) {
    if (code.empty()) {
        return Id {};
    }
    auto lease = TRY(book.readers().lend());
    Id found;
    for (const auto above : book.engine().branches()->path_up(branch)) {
        const storage::Param params[] = { above, code };
        TRY(lease->query(
            "SELECT id FROM giving_channel WHERE branch_id = $1 AND code = $2",
            params,
            [&](const storage::Row& row) -> Result<void> {
                found = found.empty() ? row.id(0) : found;
                return {};
            }
        ));
    }
    if (found.empty()) {
        return fail(
            Errc::not_found,
            compose({ "没有代码为 {} 的渠道", "there is no channel with the code {}" }, { code })
        );
    }
    return found;
}

Result<std::string> channel_code(Book& book, Id channel) {
    auto lease = TRY(book.readers().lend());
    std::string code;
    const storage::Param params[] = { channel };
    TRY(lease->query(
        "SELECT code FROM giving_channel WHERE id = $1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            code = row.text(0);
            return {};
        }
    ));
    return code;
}

} // namespace boai::app
