/// \file
/// Metadata: records and commands described for programs and forms, as docs/formats/api.md says.
#pragma once

#include "base/json_text.hpp"
#include "record/actor.hpp"
#include "record/command.hpp"
#include "record/record_type.hpp"
#include "record/registry.hpp"

#include <optional>
#include <string>

namespace boai::record {

/// Who looks, and where: what may be done is told for one branch, or for anywhere.
struct Viewer {
    const Actor& actor;
    std::optional<Id> branch {};

    [[nodiscard]] bool may(std::string_view capability) const {
        return branch ? actor.may(capability, *branch) : actor.may_somewhere(capability);
    }
};

[[nodiscard]] std::string_view name_of(Privacy privacy);
[[nodiscard]] std::string_view name_of(Tone tone);

/// Appends {"name","kind","label",...} of one field.
void append_field_meta(std::string& out, const FieldSpec& field);

/// Appends the metadata of a record type, with the actions and transitions the viewer may take.
void append_record_meta(std::string& out, const RecordType& type, const Viewer& viewer);

/// Appends the metadata of a command.
void append_command_meta(std::string& out, const CommandType& command);

/// Appends one item per record type the viewer may read in some branch, by name.
void append_records_meta(JsonArray& array, const Registry& registry, const Viewer& viewer);

/// Appends one item per command the viewer may call, by name; without those every record has.
void append_commands_meta(JsonArray& array, const Registry& registry, const Viewer& viewer);

} // namespace boai::record
