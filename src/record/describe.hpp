/// \file
/// Metadata: records and commands described for programs and forms, as docs/formats/api.md says.
#pragma once

#include "base/json_text.hpp"
#include "record/actor.hpp"
#include "record/command.hpp"
#include "record/record_type.hpp"
#include "record/registry.hpp"

#include <string>

namespace boai::record {

[[nodiscard]] std::string_view name_of(Privacy privacy);

/// Appends {"name","kind","label",...} of one field.
void append_field_meta(std::string& out, const FieldSpec& field);

/// Appends the metadata of a record type, with the actions and transitions the actor may take in
/// some branch.
void append_record_meta(std::string& out, const RecordType& type, const Actor& actor);

/// Appends the metadata of a command.
void append_command_meta(std::string& out, const CommandType& command);

/// Appends one item per record type the actor may read, by name.
void append_records_meta(JsonArray& array, const Registry& registry, const Actor& actor);

/// Appends one item per command the actor may call, by name; without those every record has.
void append_commands_meta(JsonArray& array, const Registry& registry, const Actor& actor);

} // namespace boai::record
