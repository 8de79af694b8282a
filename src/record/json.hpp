/// \file
/// Records and inputs as JSON, both ways.
#pragma once

#include "base/json_text.hpp"
#include "base/result.hpp"
#include "record/record_table.hpp"
#include "record/record_type.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace boai::record {

/// Members of a JSON object that are about the request, not fields: "branch", "reason", ...
using Envelope = std::map<std::string, std::string, std::less<>>;

/// How JSON goes into a record.
struct JsonReading {
    /// Names taken into the envelope when they are not fields.
    std::span<const std::string_view> envelope_names {};
    Envelope* envelope = nullptr;
    /// Whether fields marked read_only may be set: never from outside.
    bool may_set_read_only = false;
};

/// Sets the fields named in the object `json`; others keep their value.
/// Errors: invalid with fields: not an object, an unknown or repeated name, a wrong value.
/// Threads: any (a parser per thread).
Result<void> read_json(
    std::span<const FieldSpec> fields,
    void* record,
    std::string_view json,
    const JsonReading& reading = {}
);

/// How much of personal values is shown.
enum class Show : std::uint8_t { masked, full };

/// Appends one member per field to an object being written.
void append_fields(
    JsonObject& object, std::span<const FieldSpec> fields, const void* record, Show show
);

/// The text of a field for people: masked when it is personal and `show` says so.
[[nodiscard]] std::string shown_text(const FieldSpec& field, const void* record, Show show);

/// Takes some members of a JSON object and passes over the others, whatever they are.
/// Errors: invalid when it is not an object, or a member taken is no scalar or comes twice.
Result<Envelope>
read_envelope(std::string_view json, std::span<const std::string_view> envelope_names);

/// Appends the whole record with its head as members of an object being written.
/// `branch_code` stands for head.branch.
void append_record(
    JsonObject& object,
    const RecordType& type,
    const Loaded& loaded,
    std::string_view branch_code,
    Show show
);
/// The same as one object.
void append_record(
    std::string& out,
    const RecordType& type,
    const Loaded& loaded,
    std::string_view branch_code,
    Show show
);

}  // namespace boai::record
