// An answer in time, whatever becomes of the work behind it.
#include "http/answer_deadline.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <vector>

namespace boai::http {
namespace {

Response with_status(int status) {
    Response response;
    response.status = status;
    return response;
}

constexpr int ok = 200;
constexpr int unavailable = 503;

TEST(AnswerDeadline, answers_late_work_once_and_drops_its_own_answer) {
    AnswerDeadline deadline { std::chrono::milliseconds { 1 } };
    std::promise<int> answered;
    int times = 0;
    const auto respond = deadline.watch(
        [&](const Response& response) {
            ++times;
            answered.set_value(response.status);
        },
        [] { return with_status(unavailable); }
    );
    EXPECT_EQ(answered.get_future().get(), unavailable);
    respond(with_status(ok));
    EXPECT_EQ(times, 1);
}

TEST(AnswerDeadline, leaves_work_that_is_in_time_alone) {
    int answer = 0;
    bool was_late = false;
    {
        AnswerDeadline deadline { std::chrono::hours { 1 } };
        const auto respond = deadline.watch(
            [&](const Response& response) { answer = response.status; },
            [&] {
                was_late = true;
                return with_status(unavailable);
            }
        );
        respond(with_status(ok));
    }
    EXPECT_EQ(answer, ok);
    EXPECT_FALSE(was_late);
}

TEST(AnswerDeadline, keeps_the_order_of_many_and_ends_with_some_unanswered) {
    std::vector<int> answered;
    std::promise<void> last;
    std::vector<Responder> kept;
    {
        AnswerDeadline deadline { std::chrono::milliseconds { 5 } };
        for (int i = 0; i < 100; ++i) {
            kept.push_back(deadline.watch(
                [&](const Response& response) {
                    answered.push_back(response.status);
                    if (answered.size() == 100) {
                        last.set_value();
                    }
                },
                [i] { return with_status(i); }
            ));
        }
        last.get_future().wait();
    }
    EXPECT_TRUE(std::ranges::is_sorted(answered));
    AnswerDeadline ended { std::chrono::hours { 1 } };
    kept.push_back(ended.watch([](const Response&) {}, [] { return with_status(0); }));
}

} // namespace
} // namespace boai::http
