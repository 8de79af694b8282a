#include "record/kinds/common.hpp"

namespace boai::record {
namespace {

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    return FieldValue { TRY(parse_money(text)).fen };
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return to_string(Money { value.number() });
}

void append_schema(const FieldSpec&, std::string& out) {
    out += R"("type":"string","pattern":"^-?[0-9]+(\\.[0-9]{1,2})?$")";
}

}  // namespace

constinit const KindTraits amount_kind { "amount",    false,          from_text,
                                         to_text,     from_json_text, append_json_text,
                                         check_range, append_schema,  range_sql_check };

}  // namespace boai::record
