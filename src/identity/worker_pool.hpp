/// \file
/// WorkerPool: a few threads for work that takes long, so that the threads of the server do not
/// wait for it.
#pragma once

#include "base/result.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace boai::identity {

/// Threads: any.
class WorkerPool {
public:
    WorkerPool(std::size_t threads, std::size_t queue_max);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    /// Finishes what is queued, then stops.
    ~WorkerPool();

    /// Queues a piece of work. Errors: over_limit when too many wait.
    Result<void> submit(std::function<void()> work);

private:
    void loop();

    std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace boai::identity
