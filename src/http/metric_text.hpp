/// \file
/// Metrics in the text format of Prometheus. Source: Prometheus, "Exposition formats", 0.0.4.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace boai::http {

/// One number that is measured, with what it means.
struct Metric {
    std::string_view name; ///< "boai_writer_jobs_total"
    std::string_view help;
    std::string_view type; ///< "counter" or "gauge"
};

/// Appends what comes before the values of a metric.
void append_metric_head(std::string& out, const Metric& metric);
/// Appends one value with its label, such as `class` and `2xx`.
void append_metric_value(
    std::string& out,
    std::string_view name,
    std::string_view label,
    std::string_view label_value,
    std::int64_t value
);
/// Appends a metric of one value.
void append_metric(std::string& out, const Metric& metric, std::int64_t value);

/// Appends lines of Prometheus text. Threads: any.
using MetricSource = std::function<void(std::string& out)>;

} // namespace boai::http
