#include "api/row_json.hpp"

#include "api/endpoint.hpp"

namespace boai::api {

std::string label_name(const record::FieldSpec& field) {
    return std::string { field.name } + "_label";
}

void append_row(std::string& out, const RowStyle& style, const record::Loaded& row) {
    JsonObject object { out };
    const auto branch = code_of(style.branches, row.head.branch);
    record::append_record(object, style.type, row, branch, style.show);
    if (!style.type.label_field.empty()) {
        object.text("label", record::label_of(style.type, branch, row.value.get()));
    }
    for (const auto& field : style.type.fields) {
        const auto value = field.get(row.value.get());
        if (field.options.references.empty() || value.is_empty()) {
            continue;
        }
        if (const auto* label = style.labels.find(field, Id { value.number() })) {
            object.text(label_name(field), *label);
        } else {
            object.null(label_name(field));
        }
    }
}

} // namespace boai::api
