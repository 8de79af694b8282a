/// \file
/// Metrics in the text format of Prometheus. Source: Prometheus, "Exposition formats", 0.0.4.
#pragma once

#include "http/server.hpp"
#include "storage/writer.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::api {

/// One number that is measured, with what it means.
struct Metric {
    std::string_view name; ///< "boai_writer_jobs_total"
    std::string_view help;
    std::string_view type; ///< "counter" or "gauge"
};

/// Appends a metric of one value.
void append_metric(std::string& out, const Metric& metric, std::int64_t value);

/// Requests by class of status, connections and streams. To be given as a MetricSource.
void append_server_metrics(std::string& out, const http::ServerCounts& counts);
/// Jobs, commits and the queue of the writer; jobs by commits is the mean size of a batch.
void append_writer_metrics(std::string& out, const storage::WriterCounts& counts);
/// Memory of this program.
void append_process_metrics(std::string& out);

} // namespace boai::api
