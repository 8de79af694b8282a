#include "record/kinds/common.hpp"

namespace boai::record {
namespace {

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    return text.empty() ? FieldValue {} : FieldValue { TRY(parse_id(text)).value };
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return to_string(Id { value.number() });
}

void append_schema(const FieldSpec& field, std::string& out) {
    out += R"("type":"string","pattern":"^[0-7][0-9a-hjkmnp-tv-z]{12}$","x-reference":)";
    append_json(out, field.options.references);
}

}  // namespace

constinit const KindTraits reference_kind { "reference", false,          from_text,
                                            to_text,     from_json_text, append_json_text,
                                            accept,      append_schema,  no_sql_check };

}  // namespace boai::record
