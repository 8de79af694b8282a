/// \file
/// AnswerDeadline: an answer in time, whatever becomes of the work behind it.
#pragma once

#include "http/message.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace boai::http {

/// Answers requests whose work takes too long; the work itself goes on. Threads: any.
class AnswerDeadline {
public:
    /// Every request watched has this long from when it is.
    explicit AnswerDeadline(std::chrono::milliseconds patience);
    AnswerDeadline(const AnswerDeadline&) = delete;
    AnswerDeadline& operator=(const AnswerDeadline&) = delete;
    /// Answers no more; what is still watched is left to the work.
    ~AnswerDeadline();

    /// To be called with the answer in the place of `respond`: does nothing once it is too late.
    /// `late` makes the answer that is given then, on a thread of its own.
    [[nodiscard]] Responder watch(Responder respond, std::function<Response()> late);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Watched;

    struct Due {
        Time at;
        std::shared_ptr<Watched> watched;
    };

    void loop();

    std::chrono::milliseconds patience_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::deque<Due> due_; ///< in the order they fall due, as all have the same patience
    std::thread thread_;
};

} // namespace boai::http
