#include "support/api_scenario.hpp"

#include "base/result.hpp"
#include "http/body_source.hpp"
#include "http/problem.hpp"
#include "http/response_head.hpp"
#include "http/target.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>

namespace boai::test {
namespace {

constexpr std::chrono::seconds answer_patience { 60 }; // a sanitizer takes its time

/// One request's answer. Shared: a handler may answer after the test has given up.
struct Waiting {
    std::promise<http::Response> promise;
    std::atomic<bool> is_answered { false };

    void answer(http::Response response) {
        if (!is_answered.exchange(true)) {
            promise.set_value(std::move(response));
        } else {
            ADD_FAILURE() << "answered twice";
        }
    }
};

void check_headers(const http::Response& response, const ApiScenario& scenario) {
    for (const auto& [name, value] : scenario.answer_headers) {
        const auto at = std::ranges::find_if(response.headers, [&](const auto& header) {
            return http::same_name(header.first, name);
        });
        if (at == response.headers.end()) {
            ADD_FAILURE() << "no header " << name;
        } else if (!value.empty()) {
            EXPECT_EQ(at->second, value) << "header " << name;
        }
    }
}

}  // namespace

http::Response ask(http::Handler& handler, http::Request request) {
    if (request.body.size() > handler.body_bytes_max(request.method, request.path)) {
        return http::problem(413, Errc::over_limit, Text { "请求体太大", "the body is too large" });
    }
    const auto waiting = std::make_shared<Waiting>();
    auto answer = waiting->promise.get_future();
    handler.handle(std::move(request), [waiting](http::Response response) {
        waiting->answer(std::move(response));
    });
    if (answer.wait_for(answer_patience) != std::future_status::ready) {
        ADD_FAILURE() << "no answer within a minute";
        return { .status = 0 };
    }
    return whole(answer.get());
}

http::Response whole(http::Response response) {
    while (response.source != nullptr) {
        std::promise<Result<std::string>> promise;
        auto piece = promise.get_future();
        response.source->next([&](Result<std::string> made) { promise.set_value(std::move(made)); }
        );
        const auto made = piece.get();
        if (!made || made->empty()) {
            EXPECT_TRUE(made.has_value()) << "the body broke off";
            response.source.reset();
        } else {
            response.body += *made;
        }
    }
    return response;
}

http::Request request_of(const ApiScenario& scenario) {
    auto target = http::parse_target(scenario.target);
    if (!target) {
        ADD_FAILURE() << "not a proper target: " << scenario.target;
        return {};
    }
    return {
        .method = scenario.method,
        .path = std::move(target->path),
        .query = std::move(target->query),
        .headers = scenario.headers,
        .body = scenario.body,
        .peer = "192.0.2.1",
        .is_secure = scenario.is_secure,
    };
}

http::Response run_scenario(http::Handler& handler, const ApiScenario& scenario) {
    SCOPED_TRACE(scenario.name);
    auto response = ask(handler, request_of(scenario));
    const auto& body = body_of(response);
    EXPECT_EQ(response.status, scenario.status) << body.substr(0, 2000);
    for (const auto& part : scenario.contains) {
        EXPECT_TRUE(body.contains(part)) << "missing: " << part << "\nin: " << body.substr(0, 2000);
    }
    for (const auto& part : scenario.absent) {
        EXPECT_FALSE(body.contains(part)) << "must not be there: " << part;
    }
    check_headers(response, scenario);
    return response;
}

void run_scenarios(http::Handler& handler, std::span<const ApiScenario> scenarios) {
    for (const auto& scenario : scenarios) {
        run_scenario(handler, scenario);
    }
}

const std::string& body_of(const http::Response& response) {
    return response.shared_body ? *response.shared_body : response.body;
}

}  // namespace boai::test
