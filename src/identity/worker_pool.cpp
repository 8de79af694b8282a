#include "identity/worker_pool.hpp"

namespace boai::identity {

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_max)
    : queue_max_(queue_max) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { loop(); });
    }
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock { mutex_ };
        stopping_ = true;
    }
    arrived_.notify_all();
    for (auto& thread : threads_) {
        thread.join();
    }
}

Result<void> WorkerPool::submit(std::function<void()> work) {
    {
        const std::lock_guard lock { mutex_ };
        if (queue_.size() >= queue_max_) {
            return fail(
                Errc::over_limit,
                Text { "登录请求太多，请稍后再试", "too many sign-ins at once; try again later" }
            );
        }
        queue_.push_back(std::move(work));
    }
    arrived_.notify_one();
    return {};
}

void WorkerPool::loop() {
    std::unique_lock lock { mutex_ };
    for (;;) {
        arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) {
            return;
        }
        auto work = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        work();
        work = nullptr;  // what it holds goes before the lock is taken again
        lock.lock();
    }
}

}  // namespace boai::identity
