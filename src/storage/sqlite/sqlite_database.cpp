#include "storage/sqlite/sqlite_database.hpp"

#include "storage/sqlite/sqlite_connection.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace boai::storage {
namespace {

/// A lock on a file beside the database; the kernel drops it when the process dies.
class FileHold final : public Hold {
public:
    explicit FileHold(int descriptor)
        : descriptor_(descriptor) { }

    FileHold(const FileHold&) = delete;
    FileHold& operator=(const FileHold&) = delete;

    ~FileHold() override { ::close(descriptor_); }

private:
    int descriptor_;
};

class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(std::string path)
        : path_(std::move(path)) { }

    [[nodiscard]] Dialect dialect() const override { return Dialect::sqlite; }

    Result<std::unique_ptr<Connection>> connect() override {
        constexpr int writer_cache_kib = 32'768;
        return TRY(SqliteConnection::open({ .path = path_, .cache_kib = writer_cache_kib }));
    }

    Result<std::unique_ptr<Connection>> connect_reader() override {
        return TRY(SqliteConnection::open({ .path = path_, .read_only = true }));
    }

    Result<std::unique_ptr<Hold>> claim_server() override { return claim_file(path_); }

    Result<void> backup(const std::string& path) override {
        if (std::filesystem::exists(path)) {
            return fail(
                Errc::conflict,
                compose({ "{} 已存在，不会覆盖", "{} exists and is not overwritten" }, { path })
            );
        }
        auto source = TRY(SqliteConnection::open({ .path = path_, .read_only = true }));
        return source->copy_to(path);
    }

    Result<std::int64_t> size_bytes() override {
        std::error_code error;
        const auto size = std::filesystem::file_size(path_, error);
        return error ? 0 : static_cast<std::int64_t>(size);
    }

private:
    std::string path_;
};

}  // namespace

Result<std::unique_ptr<Hold>> claim_file(const std::string& path) {
    const auto lock_path = path + ".server-lock";
    const int descriptor = ::open(lock_path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(
            Errc::unavailable,
            compose({ "无法创建锁文件 {}", "the lock file {} cannot be made" }, { lock_path })
        );
    }
    auto hold = std::make_unique<FileHold>(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return fail(
            Errc::conflict,
            compose(
                { "另一个服务正在使用 {}，请先停止它",
                  "another server is using {}; stop it first" },
                { path }
            )
        );
    }
    return hold;
}

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path) {
    // Opening once for writing makes the file and turns WAL on before any reader comes.
    TRY(SqliteConnection::open({ .path = path }));
    return std::make_unique<SqliteDatabase>(path);
}

}  // namespace boai::storage
