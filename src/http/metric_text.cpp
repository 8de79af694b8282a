#include "http/metric_text.hpp"

namespace boai::http {

void append_metric_head(std::string& out, const Metric& metric) {
    out.append("# HELP ").append(metric.name).append(" ").append(metric.help);
    out.append("\n# TYPE ").append(metric.name).append(" ").append(metric.type).append("\n");
}

void append_metric_value(
    std::string& out,
    std::string_view name,
    std::string_view label,
    std::string_view label_value,
    std::int64_t value
) {
    out.append(name).append("{").append(label).append("=\"").append(label_value).append("\"} ");
    out.append(std::to_string(value)).append("\n");
}

void append_metric(std::string& out, const Metric& metric, std::int64_t value) {
    append_metric_head(out, metric);
    out.append(metric.name).append(" ").append(std::to_string(value)).append("\n");
}

} // namespace boai::http
