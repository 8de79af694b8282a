#include "transparency/static_export.hpp"

#include "transparency/log_key.hpp"

#include <fstream>
#include <system_error>

namespace boai::transparency {
namespace {

Result<void> write(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    std::ofstream stream { path, std::ios::binary | std::ios::trunc };
    stream << bytes << std::flush;
    if (!stream) {
        return fail(
            Errc::unavailable, compose({ "无法写入 {}", "{} cannot be written" }, { path.string() })
        );
    }
    return {};
}

} // namespace

Result<PublishedCheckpoint> newest_with_cosignatures(StoredLog& log) {
    const auto newest = TRY(log.newest_checkpoint());
    if (!newest) {
        return fail(
            Errc::not_found,
            Text { "这个日志还没有签名的检查点", "nothing of this log is signed yet" }
        );
    }
    PublishedCheckpoint checkpoint { newest->size, newest->note };
    for (const auto& line : TRY(log.cosignatures(newest->size))) {
        checkpoint.note += line;
    }
    return checkpoint;
}

Result<std::size_t> export_files(StoredLog& log, const std::filesystem::path& folder) {
    const auto checkpoint = TRY(newest_with_cosignatures(log));
    const auto names = journal::tiles_of(checkpoint.size);
    for (const auto& name : names) {
        const bool is_bundle = name.level == journal::TileName::entries_level;
        const auto bytes = is_bundle ? TRY(log.bundle(name)) : TRY(log.tile(name));
        TRY(write(folder / journal::path_of(name), bytes));
    }
    const auto key = TRY(find_key(log.session(), log.branch()));
    if (key) {
        TRY(write(folder / "vkey", key->verifier.vkey() + "\n"));
    }
    TRY(write(folder / "checkpoint", checkpoint.note));
    return names.size() + 2;
}

} // namespace boai::transparency
