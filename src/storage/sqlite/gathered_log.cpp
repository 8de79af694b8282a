#include "storage/sqlite/gathered_log.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace boai::storage {
namespace {

/// The most that SQLite's own file system writes at once (os_unix.c, seekAndWriteFd).
constexpr std::size_t gathered_max = 0x1ffff;

/// What SQLite allocates for a log: this, and behind it the file of the system below.
struct LogFile {
    sqlite3_file base;
    std::string* gathered; ///< what follows in the file from `at`
    sqlite3_int64 at;
};

/// SQLite places files at multiples of this and asks no more of them.
constexpr std::size_t file_alignment = 8;
static_assert(alignof(LogFile) <= file_alignment && sizeof(LogFile) % file_alignment == 0);

LogFile& log_of(sqlite3_file* file) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the layout SQLite prescribes
    return *reinterpret_cast<LogFile*>(file);
}

sqlite3_file* below(sqlite3_file* file) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the layout SQLite prescribes
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + sizeof(LogFile));
}

const sqlite3_io_methods& methods_below(sqlite3_file* file) {
    return *below(file)->pMethods;
}

int write_gathered(sqlite3_file* file) {
    auto& log = log_of(file);
    if (log.gathered->empty()) {
        return SQLITE_OK;
    }
    const int code = methods_below(file).xWrite(
        below(file), log.gathered->data(), static_cast<int>(log.gathered->size()), log.at
    );
    log.gathered->clear();
    return code;
}

/// Runs an operation of the file below after what is gathered is in it.
template <class F>
int after_gathered(sqlite3_file* file, F operation) {
    const int code = write_gathered(file);
    return code != SQLITE_OK ? code : operation(methods_below(file), below(file));
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    auto& log = log_of(file);
    const auto end = log.at + static_cast<sqlite3_int64>(log.gathered->size());
    const bool follows = log.gathered->empty() || at == end;
    if (!follows || log.gathered->size() + static_cast<std::size_t>(size) > gathered_max) {
        if (const int code = write_gathered(file); code != SQLITE_OK) {
            return code;
        }
    }
    if (log.gathered->empty()) {
        log.at = at;
    }
    log.gathered->append(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int close(sqlite3_file* file) {
    const int written = write_gathered(file);
    const int closed = methods_below(file).xClose(below(file));
    delete std::exchange(log_of(file).gathered, nullptr);
    return written != SQLITE_OK ? written : closed;
}

sqlite3_io_methods log_methods() {
    sqlite3_io_methods table {};
    table.iVersion = 1; // a log is neither shared memory nor mapped
    table.xClose = close;
    table.xRead = [](sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
        return after_gathered(file, [&](const auto& methods, auto* real) {
            return methods.xRead(real, bytes, size, at);
        });
    };
    table.xWrite = write;
    table.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
        return after_gathered(file, [&](const auto& methods, auto* real) {
            return methods.xTruncate(real, size);
        });
    };
    table.xSync = [](sqlite3_file* file, int flags) {
        return after_gathered(file, [&](const auto& methods, auto* real) {
            return methods.xSync(real, flags);
        });
    };
    table.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
        return after_gathered(file, [&](const auto& methods, auto* real) {
            return methods.xFileSize(real, size);
        });
    };
    table.xLock = [](sqlite3_file* file, int level) {
        return methods_below(file).xLock(below(file), level);
    };
    table.xUnlock = [](sqlite3_file* file, int level) {
        return methods_below(file).xUnlock(below(file), level);
    };
    table.xCheckReservedLock = [](sqlite3_file* file, int* is_locked) {
        return methods_below(file).xCheckReservedLock(below(file), is_locked);
    };
    table.xFileControl = [](sqlite3_file* file, int operation, void* argument) {
        return methods_below(file).xFileControl(below(file), operation, argument);
    };
    table.xSectorSize
        = [](sqlite3_file* file) { return methods_below(file).xSectorSize(below(file)); };
    table.xDeviceCharacteristics = [](sqlite3_file* file) {
        return methods_below(file).xDeviceCharacteristics(below(file));
    };
    return table;
}

/// This file system over another.
struct GatheringVfs {
    sqlite3_vfs vfs; // first: SQLite hands its address back
    sqlite3_vfs* system;
    std::string name;
};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
    static const sqlite3_io_methods table = log_methods();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the layout SQLite prescribes
    auto* const system = reinterpret_cast<GatheringVfs*>(vfs)->system;
    if ((flags & SQLITE_OPEN_WAL) == 0) {
        return system->xOpen(system, name, file, flags, out_flags);
    }
    auto gathered = std::make_unique<std::string>();
    const int code = system->xOpen(system, name, below(file), flags, out_flags);
    if (below(file)->pMethods == nullptr) {
        file->pMethods = nullptr;
        return code;
    }
    file->pMethods = &table;
    log_of(file).gathered = gathered.release();
    return code;
}

} // namespace

sqlite3_vfs* log_gathering_vfs() {
    static std::mutex mutex;
    // One over each default there has been; SQLite keeps their addresses.
    static std::map<sqlite3_vfs*, std::unique_ptr<GatheringVfs>> all;
    const std::lock_guard lock { mutex };
    auto* const system = sqlite3_vfs_find(nullptr);
    auto& own = all[system];
    if (own == nullptr) {
        own = std::make_unique<GatheringVfs>(
            *system, system, "log-gathering-" + std::to_string(all.size())
        );
        own->vfs.zName = own->name.c_str();
        own->vfs.pNext = nullptr;
        own->vfs.szOsFile += static_cast<int>(sizeof(LogFile));
        own->vfs.xOpen = open;
        sqlite3_vfs_register(&own->vfs, 0);
    }
    return &own->vfs;
}

} // namespace boai::storage
