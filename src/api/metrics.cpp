#include "api/metrics.hpp"

#include "http/metric_text.hpp"

#include <unistd.h>

#include <fstream>

namespace boai::api {
namespace {

using http::append_metric;
using http::append_metric_head;

/// Answers by duration, each bucket with those below it, as Prometheus adds them up.
void append_latencies(std::string& out, const http::Latencies& latencies) {
    constexpr std::string_view name = "boai_http_response_microseconds";
    append_metric_head(out, { name, "From the whole request to the whole answer.", "histogram" });
    std::uint64_t below = 0;
    const auto bucket = [&](const std::string& upper) {
        out.append(name).append("_bucket{le=\"").append(upper).append("\"} ");
        out.append(std::to_string(below)).append("\n");
    };
    for (std::size_t i = 0; i < http::Latencies::upper_us.size(); ++i) {
        below += latencies.count(i);
        bucket(std::to_string(http::Latencies::upper_us[i]));
    }
    below += latencies.count(http::Latencies::upper_us.size());
    bucket("+Inf");
    out.append(name).append("_sum ").append(std::to_string(latencies.sum_us())).append("\n");
    out.append(name).append("_count ").append(std::to_string(below)).append("\n");
}

std::int64_t resident_bytes() {
    std::ifstream file { "/proc/self/statm" };
    std::int64_t whole_pages = 0;
    std::int64_t resident_pages = 0;
    file >> whole_pages >> resident_pages;
    return resident_pages * ::sysconf(_SC_PAGESIZE);
}

} // namespace

void append_server_metrics(std::string& out, const http::ServerCounts& counts) {
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    constexpr std::string_view responses = "boai_http_responses_total";
    append_metric_head(out, { responses, "Answers by class of status.", "counter" });
    for (std::size_t i = 1; i < counts.by_class.size(); ++i) {
        http::append_metric_value(
            out, responses, "class", std::to_string(i) + "xx", number(counts.by_class[i].load())
        );
    }
    append_metric(
        out,
        { "boai_http_requests_total", "Requests received.", "counter" },
        number(counts.requests.load())
    );
    append_metric(
        out,
        { "boai_http_refused_connections_total", "Connections over the limit.", "counter" },
        number(counts.refused_connections.load())
    );
    append_metric(
        out, { "boai_http_connections", "Open connections.", "gauge" }, counts.connections.load()
    );
    append_metric(
        out, { "boai_http_streams", "Open event streams.", "gauge" }, counts.streams.load()
    );
    append_latencies(out, counts.latencies);
}

void append_writer_metrics(std::string& out, const storage::WriterCounts& counts) {
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    append_metric(
        out,
        { "boai_writer_jobs_total", "Units of work committed.", "counter" },
        number(counts.jobs)
    );
    append_metric(
        out,
        { "boai_writer_commits_total", "Durable commits; jobs by commits is a batch.", "counter" },
        number(counts.commits)
    );
    append_metric(
        out,
        { "boai_writer_failed_total", "Units of work refused or failed.", "counter" },
        number(counts.failed)
    );
    append_metric(
        out,
        { "boai_writer_waiting", "Units of work waiting for a commit.", "gauge" },
        number(counts.waiting)
    );
}

void append_process_metrics(std::string& out) {
    append_metric(
        out, { "process_resident_memory_bytes", "Resident memory.", "gauge" }, resident_bytes()
    );
}

} // namespace boai::api
