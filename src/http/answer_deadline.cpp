#include "http/answer_deadline.hpp"

#include <utility>

namespace boai::http {

/// One request, until somebody answers it.
struct AnswerDeadline::Watched {
    std::mutex mutex;
    Responder respond; ///< empty once it was called
    std::function<Response()> late;

    /// What answers it, for the one who comes first.
    Responder take() {
        const std::scoped_lock lock { mutex };
        return std::exchange(respond, nullptr);
    }
};

AnswerDeadline::AnswerDeadline(std::chrono::milliseconds patience)
    : patience_(patience)
    , thread_([this] { loop(); }) { }

AnswerDeadline::~AnswerDeadline() {
    {
        const std::scoped_lock lock { mutex_ };
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

Responder AnswerDeadline::watch(Responder respond, std::function<Response()> late) {
    auto watched = std::make_shared<Watched>();
    watched->respond = std::move(respond);
    watched->late = std::move(late);
    {
        const std::scoped_lock lock { mutex_ };
        due_.push_back({ std::chrono::steady_clock::now() + patience_, watched });
    }
    wake_.notify_all();
    return [watched](Response response) {
        if (const auto answer = watched->take()) {
            answer(std::move(response));
        }
    };
}

void AnswerDeadline::loop() {
    std::unique_lock lock { mutex_ };
    while (!stopping_) {
        if (due_.empty()) {
            wake_.wait(lock);
            continue;
        }
        if (const auto at = due_.front().at; std::chrono::steady_clock::now() < at) {
            wake_.wait_until(lock, at);
            continue;
        }
        const auto watched = std::move(due_.front().watched);
        due_.pop_front();
        lock.unlock();
        if (const auto answer = watched->take()) {
            answer(watched->late());
        }
        lock.lock();
    }
}

} // namespace boai::http
