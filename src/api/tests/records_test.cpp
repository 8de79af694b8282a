#include "support/sample_api.hpp"

namespace boai::api {
namespace {

using http::Method;
using test::header_of;
using test::member_of;
using test::Scenario;

constexpr auto parcel = R"({"label":"B-1","receiver":"孟小舟","value":"1.00","day":"2020-02-05"})";
const std::string parcels = "/api/v1/records/sample.parcel";
const std::string rounds = "/api/v1/records/sample.round";

class RecordsTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    std::string add_round(const std::string& code) {
        const auto made = api_.check({ .name = "a round",
                                       .method = Method::post,
                                       .target = rounds,
                                       .body = R"({"branch":"320000","code":")" + code
                                           + R"(","name":"第一批"})",
                                       .status = 201 });
        return member_of(made.body, "id");
    }

    std::int64_t parcels_kept() { return api_.book().number("SELECT count(*) FROM sample_parcel"); }

    test::SampleApi api_ { GetParam() };
};

TEST_P(RecordsTest, creates_reads_and_changes_a_record) {
    const auto made = api_.check({ .name = "create",
                                   .method = Method::post,
                                   .target = parcels + "?branch=320001",
                                   .body = parcel,
                                   .status = 201,
                                   .holds = { R"("version":1)" } });
    const auto at = header_of(made, "Location");
    const auto read = api_.check({ .name = "read",
                                   .target = at,
                                   .holds = { R"("label":"B-1")",
                                              R"("receiver":"孟*")",
                                              R"("branch":"320001")",
                                              R"("value":"1.00")",
                                              R"("day":"2020-02-05")",
                                              R"("handed_at":null)",
                                              R"("fragile":false)",
                                              R"("effort":"0:00")",
                                              R"("channel":"desk")" },
                                   .lacks = { "孟小舟" } });
    EXPECT_EQ(header_of(read, "ETag"), "\"1\"");
    const auto changed = api_.check({ .name = "change",
                                      .method = Method::patch,
                                      .target = at,
                                      .body = R"({"pieces":3})",
                                      .headers = { { "if-match", "\"1\"" } },
                                      .holds = { R"("version":2)" } });
    EXPECT_EQ(header_of(changed, "ETag"), "\"2\"");
    api_.check({ .name = "read again",
                 .target = at,
                 .holds = { R"("pieces":3)", R"("receiver":"孟*")", R"("version":2)" } });
}

TEST_P(RecordsTest, answers_304_to_whom_has_it_already) {
    const auto id = api_.add_parcel("B-1");
    for (const auto& target : { parcels + "/" + id, parcels }) {
        const auto tag = header_of(api_.check({ .name = "first", .target = target }), "ETag");
        const auto again = api_.check({ .name = "again",
                                        .target = target,
                                        .headers = { { "if-none-match", tag } },
                                        .status = 304 });
        EXPECT_TRUE(again.body.empty());
        api_.check(
            { .name = "other", .target = target, .headers = { { "if-none-match", "\"x\"" } } }
        );
    }
}

TEST_P(RecordsTest, refuses_a_change_of_a_version_that_has_moved_on) {
    const auto at = parcels + "/" + api_.add_parcel("B-1");
    const auto change = [&](std::string tag, int status) {
        api_.check({ .name = "change " + tag,
                     .method = Method::patch,
                     .target = at,
                     .body = R"({"pieces":3})",
                     .headers = { { "if-match", std::move(tag) } },
                     .status = status });
    };
    change("\"1\"", 200);
    change("\"1\"", 409);
    change("nonsense", 422);
    change("\"2\"", 200);
}

TEST_P(RecordsTest, lists_with_labels_filters_and_cursors) {
    const auto round = add_round("R1");
    for (const std::string label : { "a", "b", "c" }) {
        api_.check({ .name = "parcel",
                     .method = Method::post,
                     .target = parcels + "?branch=320001",
                     .body = R"({"label":")" + label
                         + R"(","receiver":"孟小舟","value":"1.00","round":")" + round + "\"}",
                     .status = 201 });
    }
    const auto first
        = api_.check({ .name = "page",
                       .target = parcels + "?limit=2",
                       .holds = { R"("label":"c")", R"("label":"b")", R"("round_label":"第一批")" },
                       .lacks = { R"("label":"a")" } });
    api_.check({ .name = "next page",
                 .target = parcels + "?limit=2&cursor=" + member_of(first.body, "next"),
                 .holds = { R"("label":"a")", R"("next":null)" },
                 .lacks = { R"("label":"b")" } });
    api_.check({ .name = "sorted",
                 .target = parcels + "?limit=1&sort=label",
                 .holds = { R"("label":"a")" } });
    api_.check({ .name = "filtered",
                 .target = parcels + "?label=b&value.min=0.50&value.max=1.00&round=" + round,
                 .holds = { R"("label":"b")" },
                 .lacks = { R"("label":"a")" } });
    api_.check({ .name = "several values",
                 .target = parcels + "?label=b&label=c",
                 .holds = { R"("label":"b")", R"("label":"c")" },
                 .lacks = { R"("label":"a")" } });
    api_.check({ .name = "searched", .target = parcels + "?q=B", .holds = { R"("label":"b")" } });
    api_.check({ .name = "other branch",
                 .target = parcels + "?branch=320000",
                 .holds = { R"({"rows":[],"next":null})" } });
    api_.check({ .name = "subtree",
                 .target = parcels + "?branch=320000&subtree=1",
                 .holds = { R"("label":"a")" } });
}

TEST_P(RecordsTest, finds_a_person_by_a_body_and_never_by_an_address) {
    api_.add_parcel("B-1");
    api_.check({ .name = "address",
                 .target = parcels + "?receiver=%E5%AD%9F%E5%B0%8F%E8%88%9F",
                 .status = 422,
                 .holds = { R"("field":"receiver")" },
                 .lacks = { "孟小舟" } });
    api_.check({ .name = "body",
                 .method = Method::post,
                 .target = parcels + "/search",
                 .body = R"({"receiver":"孟小舟","value.min":"12.50","channel":["van","post"]})",
                 .holds = { R"("label":"B-1")", "孟*" },
                 .lacks = { "孟小舟" } });
    api_.check({ .name = "body search",
                 .method = Method::post,
                 .target = parcels + "/search",
                 .body = R"({"q":"孟小舟","limit":10})",
                 .holds = { R"("label":"B-1")" } });
    api_.check({ .name = "another",
                 .method = Method::post,
                 .target = parcels + "/search",
                 .body = R"({"q":"王小舟"})",
                 .lacks = { "B-1" } });
}

TEST_P(RecordsTest, moves_through_the_workflow_with_four_eyes_and_a_reason) {
    const auto at = rounds + "/" + add_round("R1");
    const auto step
        = [&](const std::string& name, std::string body, std::string token, int status) {
              return api_.check({ .name = name + " by " + token,
                                  .method = Method::post,
                                  .target = at + "/" + name,
                                  .body = std::move(body),
                                  .token = std::move(token),
                                  .status = status });
          };
    step("close", R"({"reason":"完"})", "director", 409);
    step("open", "", "officer", 200);
    step("open", "{}", "officer", 409);
    step("close", "", "director", 422);
    step("close", R"({"reason":"完"})", "officer", 403);
    step("close", R"({"reason":"完"})", "director", 200);
    step("burn", "", "director", 404);
    api_.check(
        { .name = "after", .target = at, .holds = { R"("state":"closed")", R"("version":3)" } }
    );
}

TEST_P(RecordsTest, reveals_for_a_reason_that_is_noted_first) {
    const auto at = parcels + "/" + api_.add_parcel("B-1", "320001");
    const Scenario reveal { .name = "reveal",
                            .method = Method::post,
                            .target = at + "/reveal",
                            .body = R"({"reason":"核对"})" };
    auto without_reason = reveal;
    without_reason.body = "{}";
    without_reason.status = 422;
    api_.check(without_reason);
    auto by_reader = reveal;
    by_reader.token = "reader";
    by_reader.status = 403;
    by_reader.lacks = { "孟小舟" };
    api_.check(by_reader);
    EXPECT_TRUE(api_.notes().empty());
    const auto shown = api_.check(reveal);
    EXPECT_THAT(shown.body, ::testing::HasSubstr("孟小舟"));
    EXPECT_EQ(header_of(shown, "Cache-Control"), "no-store");
    ASSERT_EQ(api_.notes().size(), 1U);
    EXPECT_EQ(api_.notes().front().reason, "核对");
    EXPECT_EQ(api_.notes().front().branch, test::SampleBook::county);
    api_.break_audit();
    auto unheard = reveal;
    unheard.status = 503;
    unheard.lacks = { "孟小舟" };
    api_.check(unheard);
}

TEST_P(RecordsTest, shows_each_reader_only_their_branches) {
    const auto in_city = api_.add_parcel("city-1", "320000");
    const auto in_county = api_.add_parcel("county-1", "320001");
    api_.check({ .name = "all the reader may see",
                 .target = parcels,
                 .token = "reader",
                 .holds = { "county-1" },
                 .lacks = { "city-1" } });
    api_.check({ .name = "subtree is cut",
                 .target = parcels + "?branch=320000&subtree=1",
                 .token = "reader",
                 .holds = { "county-1" },
                 .lacks = { "city-1" } });
    const std::vector<Scenario> refused {
        { .name = "branch",
          .target = parcels + "?branch=320000",
          .token = "reader",
          .status = 403 },
        { .name = "id", .target = parcels + "/" + in_city, .token = "reader", .status = 404 },
        { .name = "nobody", .target = parcels, .token = "", .status = 401 },
        { .name = "stranger", .target = parcels, .token = "stranger", .status = 404 },
        { .name = "change",
          .method = Method::patch,
          .target = parcels + "/" + in_county,
          .body = "{}",
          .token = "reader",
          .status = 403 },
        { .name = "create",
          .method = Method::post,
          .target = parcels + "?branch=320001",
          .body = parcel,
          .token = "reader",
          .status = 403 },
    };
    for (const auto& scenario : refused) {
        api_.check(scenario);
    }
    EXPECT_EQ(parcels_kept(), 2);
}

TEST_P(RecordsTest, offers_what_a_branch_may_refer_to_above_it) {
    add_round("R1");
    api_.check({ .name = "above",
                 .target = rounds + "?branch=320001&up=1",
                 .token = "reader",
                 .holds = { "R1" } });
    api_.check({ .name = "not above",
                 .target = rounds + "?branch=320001",
                 .token = "reader",
                 .lacks = { "R1" } });
    api_.check({ .name = "persons", .target = parcels + "?branch=320001&up=1", .status = 422 });
}

TEST_P(RecordsTest, names_what_is_wrong_and_changes_nothing) {
    const auto post = [](std::string name, std::string body, int status, std::string holds) {
        return Scenario { .name = std::move(name),
                          .method = Method::post,
                          .target = parcels + "?branch=320000",
                          .body = std::move(body),
                          .status = status,
                          .holds = { std::move(holds) } };
    };
    const auto with = [](std::string member) {
        return R"({"label":"B-1","receiver":"孟小舟","value":"1.00",)" + std::move(member) + "}";
    };
    const std::vector<Scenario> refused {
        post("no JSON", "label=1", 422, R"("code":"invalid")"),
        post("an array", "[]", 422, R"("code":"invalid")"),
        post("cut short", R"({"label":"B-1")", 422, R"("code":"invalid")"),
        post("empty", "", 422, R"("code":"invalid")"),
        post("deep", std::string(100'000, '['), 422, R"("code":"invalid")"),
        post("bytes", with("\"note\":\"\xff\""), 422, R"("code":"invalid")"),
        post("unknown field", with(R"("colour":"red")"), 422, R"("field":"colour")"),
        post("twice", with(R"("label":"B-2")"), 422, R"("field":"label")"),
        post("read-only", with(R"("revision":5)"), 422, R"("field":"revision")"),
        post("nested", with(R"("note":{"a":1})"), 422, R"("field":"note")"),
        post("text as number", with(R"("pieces":"x")"), 422, R"("field":"pieces")"),
        post("fraction", with(R"("pieces":1.5)"), 422, R"("field":"pieces")"),
        post("too many", with(R"("pieces":1001)"), 422, R"("field":"pieces")"),
        post("huge", with(R"("pieces":9999999999999999999)"), 422, R"("field":"pieces")"),
        post("no day", with(R"("day":"2021-02-29")"), 422, R"("field":"day")"),
        post("no choice", with(R"("channel":"boat")"), 422, R"("field":"channel")"),
        post("no flag", with(R"("fragile":"maybe")"), 422, R"("field":"fragile")"),
        post(
            "too long", with(R"("note":")" + std::string(501, 'x') + "\""), 422, R"("field":"note")"
        ),
        post("no such round", with(R"("round":"0000000000001")"), 422, R"("field":"round")"),
        post("missing", R"({"label":"B-1"})", 422, R"("field":"receiver")"),
        { .name = "no branch",
          .method = Method::post,
          .target = parcels,
          .body = parcel,
          .status = 422,
          .holds = { R"("field":"branch")" } },
        { .name = "odd branch",
          .method = Method::post,
          .target = parcels + "?branch=9",
          .body = parcel,
          .status = 404 },
        { .name = "odd record", .target = "/api/v1/records/sample.boat", .status = 404 },
        { .name = "odd id", .target = parcels + "/nonsense", .status = 404 },
        { .name = "no such id", .target = parcels + "/0000000000009", .status = 404 },
        { .name = "odd filter",
          .target = parcels + "?colour=red",
          .status = 422,
          .holds = { R"("field":"colour")" } },
        { .name = "odd limit", .target = parcels + "?limit=-1", .status = 422 },
        { .name = "odd cursor", .target = parcels + "?cursor=zzz", .status = 422 },
        { .name = "two sorts", .target = parcels + "?sort=day&sort=id", .status = 422 },
        { .name = "odd search",
          .method = Method::post,
          .target = parcels + "/search",
          .body = R"({"label":{"x":1}})",
          .status = 422 },
        { .name = "delete", .method = Method::remove, .target = parcels, .status = 405 },
    };
    for (const auto& scenario : refused) {
        const auto answer = api_.check(scenario);
        EXPECT_EQ(answer.content_type, "application/problem+json") << scenario.name;
        EXPECT_THAT(answer.body, ::testing::Not(::testing::HasSubstr("孟小舟"))) << scenario.name;
    }
    EXPECT_EQ(parcels_kept(), 0);
}

TEST_P(RecordsTest, carries_out_a_repeated_request_once) {
    const Scenario create { .name = "create",
                            .method = Method::post,
                            .target = parcels + "?branch=320000",
                            .body = parcel,
                            .headers = { { "idempotency-key", "k-1" } },
                            .status = 201 };
    const auto first = api_.check(create);
    const auto second = api_.check(create);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(parcels_kept(), 1);
    auto other = create;
    other.body = R"({"label":"B-2","receiver":"孟小舟","value":"1.00"})";
    other.status = 409;
    api_.check(other);
    EXPECT_EQ(parcels_kept(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    RecordsTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::api
