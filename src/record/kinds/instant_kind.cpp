#include "record/kinds/common.hpp"

namespace boai::record {
namespace {

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    return FieldValue { TRY(parse_instant(text)).milliseconds };
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return to_string(Instant { value.number() });
}

void append_schema(const FieldSpec&, std::string& out) {
    out += R"("type":"string","format":"date-time")";
}

}  // namespace

constinit const KindTraits instant_kind { "instant", false,          from_text,
                                          to_text,   from_json_text, append_json_text,
                                          accept,    append_schema,  no_sql_check };

}  // namespace boai::record
