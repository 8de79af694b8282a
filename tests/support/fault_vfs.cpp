#include "support/fault_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <stdexcept>

namespace boai::test {
namespace {

/// What SQLite allocates for a file: this, and behind it the real file.
struct alignas(std::max_align_t) FaultFile {
    sqlite3_file base;
};

sqlite3_file* real(sqlite3_file* file) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the layout SQLite prescribes
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + sizeof(FaultFile));
}

} // namespace

struct FaultVfs::State {
    sqlite3_vfs vfs {};
    sqlite3_vfs* system = nullptr;
    std::mutex mutex;
    int countdown = 0; ///< operations until the failure; 0 when none is due
    bool stays = false;
    bool is_failing = false;
    int code = SQLITE_OK;
    int failures = 0;
    int operations = 0;

    void set(int nth, int new_code, bool new_stays) {
        const std::lock_guard lock { mutex };
        countdown = nth;
        code = new_code;
        stays = new_stays;
        is_failing = false;
        failures = 0;
    }

    /// Counts one operation; what it is to answer.
    int next() {
        const std::lock_guard lock { mutex };
        ++operations;
        const bool is_due = countdown == 1;
        countdown = std::max(countdown - 1, 0);
        is_failing = is_failing || (is_due && stays);
        const bool fails = is_due || is_failing;
        failures += fails ? 1 : 0;
        return fails ? code : SQLITE_OK;
    }

    static State*& current() {
        static State* state = nullptr;
        return state;
    }
};

/// The calls SQLite makes on a file; those not listed go to the real file unchanged.
struct FaultVfs::Calls {
    static const sqlite3_io_methods& of(sqlite3_file* file) { return *real(file)->pMethods; }

    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
        const int fault = State::current()->next();
        return fault != SQLITE_OK ? fault : of(file).xWrite(real(file), bytes, size, at);
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        const int fault = State::current()->next();
        return fault != SQLITE_OK ? fault : of(file).xTruncate(real(file), size);
    }

    static int sync(sqlite3_file* file, int flags) {
        const int fault = State::current()->next();
        return fault != SQLITE_OK ? fault : of(file).xSync(real(file), flags);
    }

    static sqlite3_io_methods methods() {
        sqlite3_io_methods table {};
        table.iVersion = 2; // without memory-mapped reading
        table.xClose = [](sqlite3_file* f) { return of(f).xClose(real(f)); };
        table.xRead = [](sqlite3_file* f, void* bytes, int size, sqlite3_int64 at) {
            return of(f).xRead(real(f), bytes, size, at);
        };
        table.xWrite = write;
        table.xTruncate = truncate;
        table.xSync = sync;
        table.xFileSize
            = [](sqlite3_file* f, sqlite3_int64* size) { return of(f).xFileSize(real(f), size); };
        table.xLock = [](sqlite3_file* f, int level) { return of(f).xLock(real(f), level); };
        table.xUnlock = [](sqlite3_file* f, int level) { return of(f).xUnlock(real(f), level); };
        table.xCheckReservedLock
            = [](sqlite3_file* f, int* is) { return of(f).xCheckReservedLock(real(f), is); };
        table.xFileControl = [](sqlite3_file* f, int operation, void* argument) {
            return of(f).xFileControl(real(f), operation, argument);
        };
        table.xSectorSize = [](sqlite3_file* f) { return of(f).xSectorSize(real(f)); };
        table.xDeviceCharacteristics
            = [](sqlite3_file* f) { return of(f).xDeviceCharacteristics(real(f)); };
        table.xShmMap = [](sqlite3_file* f, int page, int size, int extend, volatile void** out) {
            return of(f).xShmMap(real(f), page, size, extend, out);
        };
        table.xShmLock = [](sqlite3_file* f, int at, int count, int flags) {
            return of(f).xShmLock(real(f), at, count, flags);
        };
        table.xShmBarrier = [](sqlite3_file* f) { of(f).xShmBarrier(real(f)); };
        table.xShmUnmap
            = [](sqlite3_file* f, int remove) { return of(f).xShmUnmap(real(f), remove); };
        return table;
    }

    static int open(
        sqlite3_vfs* /*vfs*/, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags
    ) {
        static const sqlite3_io_methods table = methods();
        auto* const system = State::current()->system;
        const int code = system->xOpen(system, name, real(file), flags, out_flags);
        file->pMethods = real(file)->pMethods == nullptr ? nullptr : &table;
        return code;
    }
};

FaultVfs::FaultVfs()
    : state_(std::make_unique<State>()) {
    if (State::current() != nullptr) {
        throw std::logic_error("one FaultVfs at a time");
    }
    state_->system = sqlite3_vfs_find(nullptr);
    state_->vfs = *state_->system;
    state_->vfs.zName = "fault";
    state_->vfs.pNext = nullptr;
    state_->vfs.szOsFile += static_cast<int>(sizeof(FaultFile));
    state_->vfs.xOpen = Calls::open;
    State::current() = state_.get();
    sqlite3_vfs_register(&state_->vfs, 1);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&state_->vfs);
    sqlite3_vfs_register(state_->system, 1);
    State::current() = nullptr;
}

void FaultVfs::fail_from(int nth, int code) {
    state_->set(nth, code, true);
}

void FaultVfs::fail_once(int nth, int code) {
    state_->set(nth, code, false);
}

void FaultVfs::mend() {
    state_->set(0, SQLITE_OK, false);
}

int FaultVfs::operations() const {
    const std::lock_guard lock { state_->mutex };
    return state_->operations;
}

int FaultVfs::failures() const {
    const std::lock_guard lock { state_->mutex };
    return state_->failures;
}

} // namespace boai::test
