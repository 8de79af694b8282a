#include "app/cli.hpp"

#include <cstdio>
#include <filesystem>
#include <system_error>

namespace boai::app {
namespace {

namespace fs = std::filesystem;

Result<void> copy_key(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    fs::copy_file(from, to, error);
    if (error) {
        return fail(
            Errc::unavailable,
            compose({ "无法复制密钥到 {}", "the key cannot be copied to {}" }, { to.string() })
        );
    }
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
    return {};
}

Error cannot_write(const fs::path& path) {
    return { Errc::unavailable,
             compose({ "无法写入 {}", "{} cannot be written" }, { path.string() }),
             {} };
}

}  // namespace

Result<void> run_backup(const CommonOptions& common, const BackupOptions& options) {
    auto database = TRY(storage::Database::open(common.book.location()));
    const fs::path folder { options.path };
    std::error_code error;
    fs::create_directories(folder, error);
    const auto file = folder / "boai.db";
    TRY(database->backup(file.string()));
    // Opened once more: what cannot be opened is no backup.
    TRY(storage::Database::open({ file.string() }));
    if (options.with_keys) {
        TRY(copy_key(common.book.key_file(), folder / "keys" / "master.key"));
        std::printf("Backed up to %s, with the master key: keep it locked away.\n", folder.c_str());
    } else {
        std::printf(
            "Backed up to %s. The master key (%s) is not in it; without that key no personal value "
            "can be read again, so keep a copy of it elsewhere.\n",
            folder.c_str(),
            common.book.key_file().c_str()
        );
    }
    return {};
}

Result<void> run_restore(const CommonOptions& common, const BackupOptions& options) {
    const fs::path source = fs::path { options.path } / "boai.db";
    if (!common.book.database.empty()) {
        return fail(
            Errc::invalid,
            Text { "PostgreSQL 请用 pg_restore 恢复", "restore PostgreSQL with pg_restore" }
        );
    }
    if (!fs::exists(source)) {
        return fail(
            Errc::not_found,
            compose({ "{} 里没有备份", "there is no backup in {}" }, { options.path })
        );
    }
    std::error_code error;
    fs::create_directories(common.book.data, error);
    const auto target = fs::path { common.book.location().text };
    {
        // Nobody may serve the book while it is exchanged.
        auto present = TRY(storage::Database::open(common.book.location()));
        const auto hold = TRY(present->claim_server());
        auto checked = TRY(storage::Database::open({ source.string() }));
        const auto incoming = fs::path { target.string() + ".incoming" };
        fs::remove(incoming, error);
        TRY(checked->backup(incoming.string()));
        checked.reset();
        present.reset();
        const auto aside = fs::path { target.string() + ".before-restore" };
        for (const auto* suffix : { "-wal", "-shm" }) {
            fs::remove(target.string() + suffix, error);
        }
        fs::rename(target, aside, error);
        fs::rename(incoming, target, error);
        if (error) {
            return std::unexpected(cannot_write(target));
        }
        std::printf("Restored. The book as it was is kept in %s.\n", aside.c_str());
    }
    const auto key = fs::path { options.path } / "keys" / "master.key";
    if (!fs::exists(common.book.key_file()) && fs::exists(key)) {
        TRY(copy_key(key, common.book.key_file()));
    }
    return {};
}

}  // namespace boai::app
