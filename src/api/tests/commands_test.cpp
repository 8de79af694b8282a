#include "support/sample_api.hpp"

#include <algorithm>

namespace boai::api {
namespace {

using http::Method;
using test::Scenario;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string hand_over = "/api/v1/commands/sample.hand_over";

std::string line(const std::string& label, const std::string& more = "") {
    return R"({"label":")" + label + R"(","receiver":"孟小舟","value":"1.00","day":"2020-02-05")"
        + more + "}";
}

class CommandsTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    http::Response
    bulk(std::string body, std::string key = {}, std::string token = "officer", int status = 200) {
        Scenario scenario { .name = "bulk",
                            .method = Method::post,
                            .target = hand_over + "?branch=320001",
                            .body = std::move(body),
                            .headers = { { "content-type", "application/x-ndjson" } },
                            .token = std::move(token),
                            .status = status };
        if (!key.empty()) {
            scenario.headers.emplace_back("idempotency-key", std::move(key));
        }
        return api_.check(scenario);
    }

    std::int64_t parcels_kept() { return api_.book().number("SELECT count(*) FROM sample_parcel"); }

    test::SampleApi api_ { GetParam() };
};

TEST_P(CommandsTest, runs_a_command_in_the_branch_named_or_in_the_only_one_allowed) {
    const auto call =
        [&](const std::string& query, const std::string& more, const std::string& token, int status
        ) {
            api_.check({ .name = query + more,
                         .method = Method::post,
                         .target = hand_over + query,
                         .body = line("B" + query + std::to_string(more.size()) + token, more),
                         .token = token,
                         .status = status });
        };
    call("?branch=320001", "", "clerk", 200);
    call("", "", "clerk", 200);
    call("", R"(,"branch":"320001")", "clerk", 200);
    call("?branch=320000", "", "clerk", 403);
    call("", "", "officer", 422);
    call("?branch=9", "", "officer", 404);
    call("?branch=320001", "", "stranger", 403);
    call("?branch=320001", "", "", 401);
    EXPECT_EQ(api_.book().number("SELECT count(*) FROM sample_parcel WHERE branch_id = 102"), 3);
}

TEST_P(CommandsTest, answers_a_repeated_key_without_doing_it_again) {
    const Scenario call { .name = "call",
                          .method = Method::post,
                          .target = hand_over + "?branch=320000",
                          .body = line("B-1"),
                          .headers = { { "idempotency-key", "desk-7" } } };
    const auto first = api_.check(call);
    EXPECT_EQ(api_.check(call).body, first.body);
    EXPECT_EQ(parcels_kept(), 1);
    auto too_long = call;
    too_long.headers = { { "idempotency-key", std::string(201, 'k') } };
    too_long.status = 422;
    api_.check(too_long);
}

TEST_P(CommandsTest, does_not_offer_what_records_do_by_themselves) {
    api_.check({ .name = "generic",
                 .method = Method::post,
                 .target = "/api/v1/commands/sample.parcel.create",
                 .body = "{}",
                 .status = 404 });
    api_.check({ .name = "unknown",
                 .method = Method::post,
                 .target = "/api/v1/commands/sample.burn",
                 .body = "{}",
                 .status = 404 });
}

TEST_P(CommandsTest, refuses_one_input_as_large_as_a_bulk) {
    api_.check({ .name = "large",
                 .method = Method::post,
                 .target = hand_over + "?branch=320000",
                 .body = std::string((1U << 20U) + 1, ' '),
                 .status = 413,
                 .holds = { R"("code":"over_limit")" } });
}

TEST_P(CommandsTest, answers_each_line_in_its_order_and_keeps_the_good_ones) {
    const auto answer = bulk(
        line("a") + "\n\n" + line("b", R"(,"pieces":1)") + "\r\nnonsense\n" + line("c") + "\n"
        + line("a") + "\n" + line("d", R"(,"branch":"9")") + "\n" + line("e")
    );
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < answer.body.size();) {
        const auto end = answer.body.find('\n', at);
        lines.push_back(answer.body.substr(at, end - at));
        at = end + 1;
    }
    ASSERT_EQ(lines.size(), 7U) << answer.body;
    EXPECT_THAT(lines[0], HasSubstr(R"({"line":1,"ok":true,"id":")"));
    EXPECT_THAT(lines[1], HasSubstr(R"({"line":3,"ok":false,"code":"invalid")"));
    EXPECT_THAT(lines[1], HasSubstr(R"("field":"pieces")"));
    EXPECT_THAT(lines[2], HasSubstr(R"({"line":4,"ok":false,"code":"invalid")"));
    EXPECT_THAT(lines[3], HasSubstr(R"({"line":5,"ok":true)"));
    EXPECT_THAT(lines[4], HasSubstr(R"({"line":6,"ok":false,"code":"conflict")"));
    EXPECT_THAT(lines[5], HasSubstr(R"({"line":7,"ok":false,"code":"not_found")"));
    EXPECT_THAT(lines[6], HasSubstr(R"({"line":8,"ok":true)"));
    EXPECT_EQ(answer.content_type, "application/x-ndjson");
    EXPECT_EQ(parcels_kept(), 3);
}

TEST_P(CommandsTest, takes_thousands_of_lines_and_a_repeat_of_them_once) {
    constexpr int count = 2'500;
    std::string body;
    for (int i = 0; i < count; ++i) {
        body += line("p" + std::to_string(i)) + "\n";
    }
    const auto first = bulk(body, "file-1");
    EXPECT_EQ(std::ranges::count(first.body, '\n'), count);
    EXPECT_THAT(first.body, Not(HasSubstr(R"("ok":false)")));
    EXPECT_THAT(first.body, HasSubstr(R"({"line":2500,"ok":true)"));
    EXPECT_EQ(bulk(body, "file-1").body, first.body);
    EXPECT_EQ(parcels_kept(), count);
}

TEST_P(CommandsTest, knows_a_line_again_by_the_key_it_carries) {
    const auto with_key = [](const std::string& label, const std::string& key) {
        return line(label, R"(,"idempotency_key":")" + key + "\"") + "\n";
    };
    const auto first = bulk(with_key("a", "k1") + with_key("b", "k2"));
    const auto second = bulk(with_key("b", "k2") + with_key("c", "k3") + with_key("a", "k1"));
    EXPECT_THAT(second.body, Not(HasSubstr(R"("ok":false)")));
    EXPECT_EQ(parcels_kept(), 3);
    const auto refused = bulk(with_key("d", std::string(300, 'k')) + with_key("e", "k4"));
    EXPECT_THAT(refused.body, HasSubstr(R"("field":"idempotency_key")"));
    EXPECT_THAT(refused.body, HasSubstr(R"({"line":2,"ok":true)"));
    EXPECT_EQ(parcels_kept(), 4);
}

TEST_P(CommandsTest, answers_an_empty_bulk_and_refuses_a_forbidden_one_line_by_line) {
    EXPECT_EQ(bulk("\n \n").body, "");
    EXPECT_EQ(bulk("").body, "");
    const auto refused = bulk(line("a") + "\n" + line("b"), {}, "reader");
    EXPECT_THAT(refused.body, HasSubstr(R"({"line":2,"ok":false,"code":"forbidden")"));
    EXPECT_EQ(parcels_kept(), 0);
    bulk(std::string(500'001, '\n'), {}, "officer", 413);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    CommandsTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::api
