#include "record/kinds/common.hpp"

namespace boai::record {
namespace {

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    return FieldValue { TRY(parse_day(text)).number };
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return to_string(Day { static_cast<std::int32_t>(value.number()) });
}

void append_schema(const FieldSpec&, std::string& out) {
    out += R"("type":"string","format":"date")";
}

}  // namespace

constinit const KindTraits day_kind { "day",   false,          from_text,
                                      to_text, from_json_text, append_json_text,
                                      accept,  append_schema,  no_sql_check };

}  // namespace boai::record
