/// \file
/// Tables of requests with the answers they must get, asked of a Handler without sockets.
#pragma once

#include "http/message.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace boai::test {

/// One request and what must be true of its answer.
struct ApiScenario {
    std::string name;
    http::Method method = http::Method::get;
    std::string target;  ///< as a client writes it: "/api/v1/records/giving.gift?limit=2"
    std::vector<std::pair<std::string, std::string>> headers {};  ///< names in lower case
    std::string body {};
    int status = 200;
    std::vector<std::string> contains {};  ///< parts the body must have
    std::vector<std::string> absent {};    ///< parts the body must not have
    /// Headers the answer must have, with these values; "" asks only that it is there.
    std::vector<std::pair<std::string, std::string>> answer_headers {};
    bool is_secure = false;  ///< as over https
};

/// Asks and waits for the answer, from whichever thread it comes; refuses a body over the
/// handler's limit with 413 as the server does. Fails the test after a minute without one.
[[nodiscard]] http::Response ask(http::Handler& handler, http::Request request);

/// The request of a scenario. Fails the test when the target is not proper.
[[nodiscard]] http::Request request_of(const ApiScenario& scenario);

/// Runs one scenario and says with its name what was not as expected; gives the answer back.
http::Response run_scenario(http::Handler& handler, const ApiScenario& scenario);

/// Runs scenarios in order; later ones see what earlier ones did.
void run_scenarios(http::Handler& handler, std::span<const ApiScenario> scenarios);

/// An answer with the body that its source makes, if it has one.
[[nodiscard]] http::Response whole(http::Response response);

/// The body of an answer, shared or its own.
[[nodiscard]] const std::string& body_of(const http::Response& response);

}  // namespace boai::test
