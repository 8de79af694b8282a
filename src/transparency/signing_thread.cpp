#include "transparency/signing_thread.hpp"

#include <utility>

namespace boai::transparency {

SigningThread::SigningThread(
    std::chrono::milliseconds period,
    std::function<Result<void>()> work,
    std::function<void(const Result<void>&)> report
)
    : period_(period)
    , work_(std::move(work))
    , report_(std::move(report))
    , thread_([this] { loop(); }) { }

SigningThread::~SigningThread() {
    {
        const std::lock_guard lock { mutex_ };
        stopping_ = true;
    }
    told_.notify_one();
    thread_.join();
}

void SigningThread::loop() {
    for (bool last = false; !last;) {
        {
            std::unique_lock lock { mutex_ };
            last = told_.wait_for(lock, period_, [&] { return stopping_; });
        }
        report_(work_());
    }
}

} // namespace boai::transparency
