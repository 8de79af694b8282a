#include "api/metrics.hpp"

#include <gmock/gmock.h>

namespace boai::api {
namespace {

using testing::HasSubstr;

TEST(ServerMetrics, count_answers_by_class_and_add_up_durations) {
    http::ServerCounts counts;
    counts.by_class[2] = 3;
    counts.by_class[5] = 1;
    counts.latencies.add(100); // the upper end belongs to its bucket
    counts.latencies.add(101);
    counts.latencies.add(9'000'000);
    std::string out;
    append_server_metrics(out, counts);
    EXPECT_THAT(out, HasSubstr("boai_http_responses_total{class=\"2xx\"} 3\n"));
    EXPECT_THAT(out, HasSubstr("boai_http_responses_total{class=\"5xx\"} 1\n"));
    EXPECT_THAT(out, HasSubstr("boai_http_response_microseconds_bucket{le=\"100\"} 1\n"));
    EXPECT_THAT(out, HasSubstr("boai_http_response_microseconds_bucket{le=\"250\"} 2\n"));
    EXPECT_THAT(out, HasSubstr("boai_http_response_microseconds_bucket{le=\"2500000\"} 2\n"));
    EXPECT_THAT(out, HasSubstr("boai_http_response_microseconds_bucket{le=\"+Inf\"} 3\n"));
    EXPECT_THAT(out, HasSubstr("boai_http_response_microseconds_sum 9000201\n"));
    EXPECT_THAT(out, HasSubstr("boai_http_response_microseconds_count 3\n"));
}

} // namespace
} // namespace boai::api
