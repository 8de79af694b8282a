#include "support/sample_api.hpp"

#include "http/percent.hpp"
#include "support/api_scenario.hpp"

#include <algorithm>

namespace boai::test {
namespace {

Result<std::shared_ptr<const record::Actor>> authenticate(const http::Request& request) {
    const auto token = request.header("authorization");
    if (token == "Bearer officer") {
        return SampleBook::officer();
    }
    if (token == "Bearer director") {
        return SampleBook::officer(8);
    }
    if (token == "Bearer reader") {
        return SampleBook::actor(
            SampleBook::county, { "sample.parcel.read", "sample.round.read", "sample.figures.read" }
        );
    }
    if (token == "Bearer clerk") {
        return SampleBook::actor(SampleBook::county, { "sample.parcel.hand_over" });
    }
    if (token == "Bearer stranger") {
        return SampleBook::actor(SampleBook::county, {});
    }
    return fail(Errc::unauthenticated, Text { "请先登录", "sign in first" });
}

Result<std::map<Id, std::string>> names(record::Queries, std::span<const Id> users) {
    std::map<Id, std::string> all;
    for (const auto user : users) {
        all.emplace(user, "经办人" + std::to_string(user.value));
    }
    return all;
}

} // namespace

SampleApi::SampleApi(storage::Dialect dialect)
    : book_(dialect) {
    if (::testing::Test::IsSkipped()) {
        return;  // there is no engine
    }
    api::add_api_routes({ .router = router_,
                          .engine = book_.engine(),
                          .modules = { { "sample", { "样例", "Sample" } } },
                          .figures = { &sample::parcel_value, &sample::parcel_count },
                          .authenticate = authenticate,
                          .audit = [this](const api::AuditNote& note) -> Result<void> {
                              if (audit_breaks_) {
                                  return fail(Errc::unavailable, Text { "满", "full" });
                              }
                              notes_.push_back(note);
                              return {};
                          },
                          .user_names = names,
                          .writer_patience = std::chrono::milliseconds { 700 } });
}

http::Response SampleApi::begin(const Scenario& scenario) {
    http::Request request { .method = scenario.method };
    const auto question = scenario.target.find('?');
    request.path = http::percent_decode(scenario.target.substr(0, question), false).value_or("/%");
    request.query = question == std::string::npos ? "" : scenario.target.substr(question + 1);
    request.headers = scenario.headers;
    request.headers.emplace_back("authorization", "Bearer " + scenario.token);
    request.body = scenario.body;
    request.peer = "127.0.0.1";
    std::promise<http::Response> answered;
    auto answer = answered.get_future();
    router_.handle(std::move(request), [&](http::Response response) {
        answered.set_value(std::move(response));
    });
    return answer.get();
}

http::Response SampleApi::ask(const Scenario& scenario) {
    return whole(begin(scenario));
}

http::Response SampleApi::check(const Scenario& scenario) {
    const auto response = ask(scenario);
    EXPECT_EQ(response.status, scenario.status) << scenario.name << ": " << response.body;
    for (const auto& part : scenario.holds) {
        EXPECT_THAT(response.body, ::testing::HasSubstr(part)) << scenario.name;
    }
    for (const auto& part : scenario.lacks) {
        EXPECT_THAT(response.body, ::testing::Not(::testing::HasSubstr(part))) << scenario.name;
    }
    return response;
}

std::string SampleApi::add_parcel(const std::string& label, const std::string& branch) {
    const auto response = check(
        { .name = "a parcel",
          .method = http::Method::post,
          .target = "/api/v1/commands/sample.hand_over?branch=" + branch,
          .body = R"({"label":")" + label
              + R"(","receiver":"孟小舟","value":"12.50","day":"2020-02-05","channel":"van"})" }
    );
    return member_of(response.body, "id");
}

std::string member_of(std::string_view json, std::string_view name) {
    const auto key = '"' + std::string { name } + "\":\"";
    const auto at = json.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto rest = json.substr(at + key.size());
    return std::string { rest.substr(0, rest.find('"')) };
}

std::string header_of(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

} // namespace boai::test
