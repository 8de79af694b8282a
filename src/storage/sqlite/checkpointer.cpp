#include "storage/sqlite/checkpointer.hpp"

#include "storage/sqlite/gathered_log.hpp"

#include <sqlite3.h>

#include <utility>

namespace boai::storage {

Checkpointer::Checkpointer(std::string path, CheckpointPages pages)
    : path_(std::move(path))
    , pages_(pages)
    , thread_([this] { loop(); }) { }

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock { mutex_ };
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
    sqlite3_close_v2(session_);
}

void Checkpointer::after_commit(sqlite3* writer, int in_log) {
    if (in_log < pages_.begin) {
        return;
    }
    std::unique_lock lock { mutex_ };
    if (in_log >= pages_.wait) {
        changed_.wait(lock, [&] { return state_ != State::moving; });
    }
    if (state_ == State::moving) {
        return;
    }
    const bool is_last_part = in_log - moved_ <= pages_.rest || in_log >= pages_.finish;
    if (state_ == State::moved && is_last_part) {
        state_ = State::idle;
        lock.unlock();
        sqlite3_wal_checkpoint_v2(writer, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        return;
    }
    state_ = State::moving;
    lock.unlock();
    changed_.notify_all();
}

/// Moves what the log holds now; how many of its pages are in the file then.
int Checkpointer::move() {
    if (session_ == nullptr
        && sqlite3_open_v2(
               path_.c_str(),
               &session_,
               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
               log_gathering_vfs()->zName
           ) != SQLITE_OK) {
        sqlite3_close_v2(std::exchange(session_, nullptr));
        return 0;
    }
    int moved = 0;
    const int code
        = sqlite3_wal_checkpoint_v2(session_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, &moved);
    return code == SQLITE_OK ? moved : 0;
}

void Checkpointer::loop() {
    std::unique_lock lock { mutex_ };
    for (;;) {
        changed_.wait(lock, [&] { return stopping_ || state_ == State::moving; });
        if (stopping_) {
            return;
        }
        lock.unlock();
        const int moved = move();
        lock.lock();
        moved_ = moved;
        state_ = State::moved;
        changed_.notify_all();
    }
}

} // namespace boai::storage
