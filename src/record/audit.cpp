#include "record/audit.hpp"

#include "base/json_text.hpp"

namespace boai::record {
namespace {

void append_value(
    JsonObject& object, std::string_view name, const FieldSpec& field, FieldValue value
) {
    auto& out = object.key(name);
    if (value.is_null()) {
        out += "null";
    } else {
        field.kind->append_json(field, value, out);
    }
}

}  // namespace

std::string changes_of(std::span<const FieldSpec> fields, const void* before, const void* after) {
    std::string json;
    {
        JsonArray changes { json };
        for (const auto& field : fields) {
            const auto from = field.get(before);
            const auto to = field.get(after);
            if (from == to) {
                continue;
            }
            JsonObject change { changes.item() };
            change.text("field", field.name);
            if (field.is_sealed()) {
                change.flag("redacted", true);
            } else {
                append_value(change, "from", field, from);
                append_value(change, "to", field, to);
            }
        }
    }
    return json;
}

}  // namespace boai::record
