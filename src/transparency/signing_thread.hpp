/// \file
/// SigningThread: signs in the background while the book is served.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace boai::transparency {

/// Repeats one piece of work on a thread of its own. Threads: any.
class SigningThread {
public:
    /// `work` runs every `period`, and once more at the end; `report` is told the outcome of each.
    SigningThread(
        std::chrono::milliseconds period,
        std::function<Result<void>()> work,
        std::function<void(const Result<void>&)> report
    );
    SigningThread(const SigningThread&) = delete;
    SigningThread& operator=(const SigningThread&) = delete;
    /// Lets the work run a last time, then stops.
    ~SigningThread();

private:
    void loop();

    std::chrono::milliseconds period_;
    std::function<Result<void>()> work_;
    std::function<void(const Result<void>&)> report_;
    std::mutex mutex_;
    std::condition_variable told_;
    bool stopping_ = false;
    std::thread thread_; // last: it starts when all else is there
};

} // namespace boai::transparency
