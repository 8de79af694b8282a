/// \file
/// Workers: threads for what would keep a network thread waiting.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace boai::api {

/// Threads: any.
class Workers {
public:
    explicit Workers(std::size_t threads);
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// Finishes what is queued, then stops.
    ~Workers();

    /// Queues a task; false when too many wait. A task must not throw.
    [[nodiscard]] bool offer(std::function<void()> task);
    /// Queues the next piece of work that was taken on already, however many wait.
    void go_on(std::function<void()> task);

private:
    void loop();

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> tasks_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace boai::api
