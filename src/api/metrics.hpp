/// \file
/// What the program measures of itself, for /metrics.
#pragma once

#include "http/counts.hpp"
#include "storage/writer.hpp"

#include <string>

namespace boai::api {

/// Requests by class of status, connections and streams. To be given as a MetricSource.
void append_server_metrics(std::string& out, const http::ServerCounts& counts);
/// Jobs, commits and the queue of the writer; jobs by commits is the mean size of a batch.
void append_writer_metrics(std::string& out, const storage::WriterCounts& counts);
/// Memory of this program.
void append_process_metrics(std::string& out);

} // namespace boai::api
