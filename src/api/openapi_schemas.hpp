/// \file
/// JSON Schemas of records, commands and what all answers share, for the OpenAPI document.
#pragma once

#include "base/json_text.hpp"
#include "record/command.hpp"
#include "record/record_type.hpp"

#include <string>
#include <string_view>

namespace boai::api {

/// A reference to a schema of the document.
[[nodiscard]] std::string schema_ref(std::string_view name);

/// A record as it is answered.
[[nodiscard]] std::string row_schema(const record::RecordType& type);
/// What creating a record, or changing one (`is_change`), takes.
[[nodiscard]] std::string write_schema(const record::RecordType& type, bool is_change);
/// What a command takes.
[[nodiscard]] std::string input_schema(const record::CommandType& command);

/// Adds Problem, Texts, Page, Outcome, History and Figure.
void append_shared_schemas(JsonObject& schemas);

}  // namespace boai::api
