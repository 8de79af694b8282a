/// \file
/// GET /api/v1/trace/gift/{id}: what became of a gift, for the console and programs.
#pragma once

#include "ledger/trace.hpp"
#include "modules/module.hpp"
#include "record/record_table.hpp"

#include <memory>
#include <string>

namespace boai::giving {

/// Adds the endpoint; what it returns is kept as long as the router.
std::shared_ptr<void> add_trace_routes(const modules::RouteParts& parts);

/// A trace as JSON: {"amount","returned","uses":[...],"held":[...],"steps":[...]}, amounts in yuan.
[[nodiscard]] std::string
trace_json(record::Engine& engine, const record::Loaded& gift, const ledger::Trace& trace);

} // namespace boai::giving
