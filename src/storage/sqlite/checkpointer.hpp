/// \file
/// Moves the log of a SQLite book into its file while the writer goes on.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

struct sqlite3;

namespace boai::storage {

/// When a log is moved, in pages of the log.
struct CheckpointPages {
    int begin = 16'000; ///< from here on it is moved, beside the writer
    int rest = 4'000; ///< so few that came meanwhile are moved by the writer itself
    int finish = 32'000; ///< from here on the writer moves what is left, however much
    int wait = 64'000; ///< from here on the writer waits for what is moved beside it
};

/// A thread that checkpoints. SQLite begins its log anew only when everything in it was moved at
/// the moment a transaction begins, so the last few pages are the writer's own work; the thread
/// does the rest, which would hold up the gifts of 20 ms.
/// Threads: after_commit by the one that uses the writer's session.
/// Source: sqlite.org/wal.html#ckpt.
class Checkpointer {
public:
    Checkpointer(std::string path, CheckpointPages pages);
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;
    ~Checkpointer();

    /// To be called after a commit of `writer` that left `in_log` pages in the log. What cannot be
    /// moved (a full disk, a reader of an old snapshot) stays in the log and is tried again.
    void after_commit(sqlite3* writer, int in_log);

private:
    enum class State : std::uint8_t { idle, moving, moved };

    void loop();
    int move();

    const std::string path_;
    const CheckpointPages pages_;
    std::mutex mutex_;
    std::condition_variable changed_;
    State state_ = State::idle;
    int moved_ = 0; ///< pages of the log that are in the file
    bool stopping_ = false;
    sqlite3* session_ = nullptr; ///< the thread's own
    std::thread thread_; // last: it starts when all else is there
};

} // namespace boai::storage
