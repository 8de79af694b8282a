#include "base/limits.hpp"
#include "support/fault_vfs.hpp"
#include "support/sample_api.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <future>
#include <set>

namespace boai::api {
namespace {

using http::Method;
using test::header_of;
using test::member_of;
using test::Scenario;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string parcel_list = "/api/v1/records/sample.parcel";

class ViewsTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    test::SampleApi api_ { GetParam() };
};

TEST_P(ViewsTest, describes_what_the_caller_may_do_and_no_more) {
    api_.check({ .name = "officer",
                 .target = "/api/v1/meta",
                 .holds
                 = { R"("name":"sample.parcel")",
                     R"("actions":["list","read","create","update","export","history","reveal"])",
                     R"("name":"sample.hand_over")",
                     R"("name":"close")",
                     R"("name":"sample.parcel_value")",
                     R"("by":["day","branch","channel","round"])" } });
    api_.check({ .name = "reader",
                 .target = "/api/v1/meta",
                 .token = "reader",
                 .holds = { R"("actions":["list","read","export","history"])" },
                 .lacks = { "sample.hand_over", R"("name":"close")" } });
    api_.check({ .name = "stranger",
                 .target = "/api/v1/meta",
                 .token = "stranger",
                 .holds = { R"("records":[],"commands":[])", R"("figures":[])" } });
    api_.check({ .name = "nobody", .target = "/api/v1/meta", .token = "", .status = 401 });
}

TEST_P(ViewsTest, describes_what_may_be_done_in_the_branch_asked_for) {
    const std::string meta = "/api/v1/meta?branch=";
    api_.check({ .name = "there",
                 .target = meta + "320001",
                 .token = "clerk",
                 .holds = { R"("name":"sample.hand_over")" } });
    api_.check({ .name = "elsewhere",
                 .target = meta + "320000",
                 .token = "clerk",
                 .lacks = { R"("name":"sample.hand_over")" } });
    api_.check({ .name = "no branch", .target = meta + "999999", .status = 404 });
}

TEST_P(ViewsTest, tells_the_history_of_a_record_without_personal_values) {
    const auto at = parcel_list + "/" + api_.add_parcel("B-1");
    api_.check({ .name = "change",
                 .method = Method::patch,
                 .target = at,
                 .body = R"({"pieces":3,"receiver":"欧阳小舟"})" });
    api_.check({ .name = "history",
                 .target = at + "/history",
                 .holds = { R"("action":"create")",
                            R"("action":"update")",
                            R"("by_name":"经办人7")",
                            R"({"field":"pieces","from":1,"to":3})",
                            R"({"field":"receiver","redacted":true})",
                            R"("next":null)" },
                 .lacks = { "孟小舟", "欧阳" } });
    api_.check({ .name = "another's", .target = at + "/history", .token = "reader", .status = 404 }
    );
    api_.check({ .name = "cursor", .target = at + "/history?cursor=x", .status = 422 });
}

TEST_P(ViewsTest, sums_figures_by_day_branch_and_dimension) {
    api_.add_parcel("a", "320000");
    api_.add_parcel("b", "320001");
    const std::string figure = "/api/v1/figures/sample.parcel_value";
    api_.check({ .name = "whole",
                 .target = figure,
                 .holds = { R"("unit":"fen")", R"("total":2500)", R"("rows":[])" } });
    api_.check({ .name = "by branch",
                 .target = figure + "?by=branch&branch=320000&subtree=1",
                 .holds
                 = { R"({"key":"320001","label":{"zh":"乙县","en":"County B"},"value":1250})" } });
    api_.check({ .name = "by day",
                 .target = figure + "?by=day&from=2020-02-05&to=2020-02-05",
                 .holds = { R"({"key":"2020-02-05","label":"2020-02-05","value":2500})" } });
    api_.check({ .name = "outside",
                 .target = figure + "?from=2020-02-06",
                 .holds = { R"("from":"2020-02-06","to":null,"total":0)" } });
    api_.check({ .name = "by channel",
                 .target = figure + "?by=channel",
                 .holds = { R"({"key":"van","label":{"zh":"送货车","en":"Van"})" } });
    api_.check({ .name = "by round",
                 .target = figure + "?by=round",
                 .holds = { R"({"key":"","label":"","value":2500})" } });
    api_.check({ .name = "own branches",
                 .target = figure,
                 .token = "reader",
                 .holds = { R"("total":1250)" } });
    const std::vector<Scenario> refused {
        { .name = "by what", .target = figure + "?by=donor", .status = 422 },
        { .name = "what day", .target = figure + "?from=yesterday", .status = 422 },
        { .name = "what figure", .target = "/api/v1/figures/sample.luck", .status = 404 },
        { .name = "branch", .target = figure + "?branch=320000", .token = "reader", .status = 403 },
        { .name = "clerk", .target = figure, .token = "clerk", .status = 404 },
    };
    for (const auto& scenario : refused) {
        api_.check(scenario);
    }
}

TEST_P(ViewsTest, exports_the_whole_list_masked_and_safe_from_formulas) {
    api_.add_parcel("=1+1");
    api_.add_parcel("b", "320001");
    const auto csv = api_.check(
        { .name = "csv",
          .target = parcel_list + ".csv?channel=van",
          .holds = { "编号,机构,标签", "'=1+1", "孟*", "送货车", "12.50", "2020-02-05", "乙县" },
          .lacks = { "孟小舟" } }
    );
    EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
    EXPECT_THAT(header_of(csv, "Content-Disposition"), HasSubstr("sample.parcel.csv"));
    api_.check({ .name = "english",
                 .target = parcel_list + ".csv?language=en",
                 .holds = { "Id,Branch,Label", "Van", "County B" } });
    const auto xlsx = api_.check({ .name = "xlsx", .target = parcel_list + ".xlsx" });
    EXPECT_THAT(xlsx.body, StartsWith("PK"));
    api_.check({ .name = "cut by branch",
                 .target = parcel_list + ".csv",
                 .token = "reader",
                 .holds = { "乙县" },
                 .lacks = { "=1+1" } });
    api_.check({ .name = "filter", .target = parcel_list + ".csv?colour=red", .status = 422 });
    api_.check({ .name = "cursor", .target = parcel_list + ".csv?cursor=x", .status = 422 });
    api_.check({ .name = "record", .target = "/api/v1/records/sample.boat.csv", .status = 404 });
}

TEST_P(ViewsTest, exports_every_row_once_however_many_pages_it_takes) {
    constexpr std::size_t rows = 1'203; // more than two pages
    std::string lines;
    for (std::size_t i = 0; i < rows; ++i) {
        lines += R"({"label":"P)" + std::to_string(i)
            + R"(","receiver":"孟小舟","value":"0.05","day":"2020-02-05","channel":"van"})" + "\n";
    }
    api_.check({ .name = "load",
                 .method = Method::post,
                 .target = "/api/v1/commands/sample.hand_over?branch=320000",
                 .body = lines,
                 .headers = { { "content-type", "application/x-ndjson" } },
                 .lacks = { R"("ok":false)" } });
    const auto ndjson = api_.check({ .name = "ndjson", .target = parcel_list + ".ndjson" });
    EXPECT_EQ(ndjson.content_type, "application/x-ndjson");
    std::set<std::string> labels;
    for (std::size_t at = 0; at < ndjson.body.size();) {
        const auto end = ndjson.body.find('\n', at);
        labels.insert(member_of(std::string_view { ndjson.body }.substr(at, end - at), "label"));
        at = end + 1;
    }
    EXPECT_EQ(labels.size(), rows);
    EXPECT_EQ(std::ranges::count(ndjson.body, '\n'), rows);
    EXPECT_THAT(ndjson.body, Not(HasSubstr("孟小舟")));
    const auto csv = api_.check({ .name = "csv", .target = parcel_list + ".csv?sort=day" });
    EXPECT_EQ(std::ranges::count(csv.body, '\n'), rows + 1);
    const auto none = parcel_list + ".ndjson?day=1999-01-01";
    EXPECT_EQ(api_.check({ .name = "none", .target = none }).body, "");
}

TEST_P(ViewsTest, makes_only_so_many_files_at_a_time) {
    api_.add_parcel("a");
    const Scenario file { .name = "file", .target = parcel_list + ".csv" };
    std::vector<http::Response> begun;
    for (std::size_t i = 0; i < limits::exports_running_max; ++i) {
        begun.push_back(api_.begin(file));
        EXPECT_EQ(begun.back().status, 200);
    }
    auto refused = file;
    refused.status = 429;
    refused.holds = { R"("code":"over_limit")" };
    api_.check(refused);
    begun.pop_back();
    api_.check(file);
}

TEST_P(ViewsTest, exports_in_full_only_for_a_reason_that_is_noted) {
    api_.add_parcel("a", "320001");
    const Scenario full { .name = "full",
                          .method = Method::post,
                          .target = parcel_list + ".csv",
                          .body = R"({"reason":"年检","branch":"320001","receiver":"孟小舟"})" };
    const auto shown = api_.check(full);
    EXPECT_THAT(shown.body, HasSubstr("孟小舟"));
    ASSERT_EQ(api_.notes().size(), 1U);
    EXPECT_TRUE(api_.notes().front().id.empty());
    auto refused = full;
    refused.lacks = { "孟小舟" };
    refused.body = R"({"branch":"320001"})";
    refused.status = 422;
    api_.check(refused);
    refused.body = full.body;
    refused.token = "reader";
    refused.status = 403;
    api_.check(refused);
    api_.break_audit();
    refused.token = "officer";
    refused.status = 503;
    api_.check(refused);
}

TEST_P(ViewsTest, says_whether_it_lives_and_measures_itself) {
    api_.add_parcel("a");
    api_.check({ .name = "alive", .target = "/healthz", .token = "" });
    api_.check({ .name = "ready", .target = "/readyz", .token = "" });
    api_.check({ .name = "metrics",
                 .target = "/metrics",
                 .token = "",
                 .holds = { "# TYPE boai_writer_commits_total counter",
                            "boai_database_bytes ",
                            "process_resident_memory_bytes " },
                 .lacks = { "孟" } });
}

TEST_P(ViewsTest, is_not_ready_while_the_writer_is_stuck_and_is_again_afterwards) {
    std::promise<void> free;
    const auto freed = free.get_future().share();
    ASSERT_TRUE(api_.book().engine().writer().submit({ {},
                                                       [freed](storage::Transaction&) {
                                                           freed.wait();
                                                           return Result<void> {};
                                                       },
                                                       [](const Result<void>&) {} }));
    const Scenario ready { .name = "ready", .target = "/readyz", .token = "" };
    auto stuck = ready;
    stuck.status = 503;
    stuck.holds = { R"("code":"unavailable")", "the writer does not answer" };
    const auto answer = api_.check(stuck);
    EXPECT_EQ(header_of(answer, "Retry-After"), "2");
    api_.check({ .name = "alive", .target = "/healthz", .token = "" });
    free.set_value();
    api_.check(ready);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    ViewsTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

TEST(FullDisk, makes_the_server_unready_until_there_is_room) {
    test::FaultVfs disk;
    test::SampleApi api { storage::Dialect::sqlite };
    api.add_parcel("before");
    const Scenario ready { .name = "ready", .target = "/readyz", .token = "" };
    auto full = ready;
    full.status = 503;
    full.holds = { R"("code":"unavailable")" };
    api.check(ready);
    disk.fail_from(1, SQLITE_FULL);
    api.check({ .name = "a write",
                .method = Method::post,
                .target = "/api/v1/commands/sample.hand_over?branch=320000",
                .body = R"({"label":"x","receiver":"孟小舟","value":"1.00","day":"2020-02-05",)"
                        R"("channel":"van"})",
                .status = 503 });
    api.check(full);
    api.check(full);
    disk.mend();
    api.check(ready);
    api.add_parcel("after");
}

} // namespace
} // namespace boai::api
