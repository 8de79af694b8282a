#include "record/record_type.hpp"

#include <algorithm>

namespace boai::record {

std::string RecordType::table() const {
    std::string table { name };
    std::ranges::replace(table, '.', '_');
    return table;
}

const FieldSpec* RecordType::find_field(std::string_view field) const {
    const auto at = std::ranges::find(fields, field, &FieldSpec::name);
    return at == fields.end() ? nullptr : &*at;
}

bool RecordType::has_sealed_fields() const {
    return std::ranges::any_of(fields, &FieldSpec::is_sealed);
}

}  // namespace boai::record
