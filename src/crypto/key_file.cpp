#include "crypto/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace boai::crypto {
namespace {

constexpr off_t file_bytes_max = 16L << 10;
constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

constexpr Text exists {
    "主密钥文件已存在，不会覆盖",
    "the master key file is there already and is not overwritten",
};
constexpr Text missing {
    "找不到主密钥文件，请运行 boai init，或从备份恢复 keys/master.key",
    "the master key file is missing; run boai init, or restore keys/master.key from its backup",
};
constexpr Text open_to_others {
    "主密钥文件的权限过宽或属主不对，请执行 chmod 600 并确认属主为运行本程序的用户",
    "others may read the master key file; chmod it to 600 and let it belong to the user running "
    "the program",
};
constexpr Text not_written {
    "主密钥文件写不进去，请检查磁盘空间和目录权限",
    "the master key file cannot be written; check disk space and folder permissions",
};
constexpr Text not_read {
    "主密钥文件读不出来，请检查磁盘和目录权限",
    "the master key file cannot be read; check the disk and folder permissions",
};
constexpr Text damaged {
    "主密钥文件已损坏，请从备份恢复",
    "the master key file is damaged; restore it from its backup",
};

/// An open file, closed at the end of its scope.
class File {
public:
    File(std::filesystem::path const& path, int flags, mode_t mode = 0)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) { }

    File(File const&) = delete;
    File& operator=(File const&) = delete;

    ~File() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    [[nodiscard]] bool good() const { return descriptor_ >= 0; }

    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

bool write_all(int descriptor, std::span<std::uint8_t const> bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

bool read_all(int descriptor, std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        auto const got = ::read(descriptor, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

std::filesystem::path folder_of(std::filesystem::path const& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path { "." };
}

/// A file's name is durable only once its folder is.
bool sync_folder(std::filesystem::path const& file) {
    File const folder { folder_of(file), O_RDONLY | O_DIRECTORY };
    return folder.good() && ::fsync(folder.descriptor()) == 0;
}

Result<void> write_new(std::filesystem::path const& file, LockedBytes const& content) {
    File const made { file, O_WRONLY | O_CREAT | O_EXCL, owner_only };
    if (!made.good()) {
        return errno == EEXIST ? fail(Errc::conflict, exists)
                               : fail(Errc::unavailable, not_written);
    }
    if (!write_all(made.descriptor(), content.bytes())) {
        ::unlink(file.c_str());
        return fail(Errc::unavailable, not_written);
    }
    return {};
}

}  // namespace

Result<void> create_key_file(std::filesystem::path const& file, LockedBytes const& content) {
    std::error_code error;
    auto const folder = folder_of(file);
    if (std::filesystem::create_directories(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        return fail(Errc::unavailable, not_written);
    }
    TRY(write_new(file, content));
    return sync_folder(file) ? Result<void> {} : fail(Errc::unavailable, not_written);
}

Result<void> replace_key_file(std::filesystem::path const& file, LockedBytes const& content) {
    auto fresh = file;
    fresh += ".new";
    ::unlink(fresh.c_str());  // what an interrupted rotation may have left
    TRY(write_new(fresh, content));
    if (::rename(fresh.c_str(), file.c_str()) != 0) {
        ::unlink(fresh.c_str());
        return fail(Errc::unavailable, not_written);
    }
    return sync_folder(file) ? Result<void> {} : fail(Errc::unavailable, not_written);
}

Result<LockedBytes> read_key_file(std::filesystem::path const& file) {
    File const opened { file, O_RDONLY };
    if (!opened.good()) {
        return errno == ENOENT ? fail(Errc::not_found, missing) : fail(Errc::unavailable, not_read);
    }
    struct stat facts {};
    if (::fstat(opened.descriptor(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
        return fail(Errc::unavailable, not_read);
    }
    bool const ours = facts.st_uid == ::geteuid() || facts.st_uid == 0;
    if (!ours || (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(Errc::forbidden, open_to_others);
    }
    if (facts.st_size <= 0 || facts.st_size > file_bytes_max) {
        return fail(Errc::corrupt, damaged);
    }
    LockedBytes content { static_cast<std::size_t>(facts.st_size) };
    if (!read_all(opened.descriptor(), content.bytes())) {
        return fail(Errc::unavailable, not_read);
    }
    return content;
}

}  // namespace boai::crypto
