#include "base/workers.hpp"

#include "base/limits.hpp"

namespace boai {
Workers::Workers(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { loop(); });
    }
}

Workers::~Workers() {
    {
        const std::lock_guard lock { mutex_ };
        stopping_ = true;
    }
    arrived_.notify_all();
    for (auto& thread : threads_) {
        thread.join();
    }
}

bool Workers::offer(std::function<void()> task) {
    const std::lock_guard lock { mutex_ };
    if (tasks_.size() >= limits::readings_waiting_max) {
        return false;
    }
    tasks_.push_back(std::move(task));
    arrived_.notify_one();
    return true;
}

void Workers::go_on(std::function<void()> task) {
    // Told under the lock: the task may be the last one, and its end the end of the workers.
    const std::lock_guard lock { mutex_ };
    tasks_.push_back(std::move(task));
    arrived_.notify_one();
}

void Workers::loop() {
    for (;;) {
        std::function<void()> task;
        {
            std::unique_lock lock { mutex_ };
            arrived_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
            if (tasks_.empty()) {
                return;
            }
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        task();
    }
}

} // namespace boai
