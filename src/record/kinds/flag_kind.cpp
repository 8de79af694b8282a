#include "record/kinds/common.hpp"

#include <algorithm>
#include <array>

namespace boai::record {
namespace {

constexpr std::array<std::string_view, 4> yes { "true", "1", "是", "yes" };
constexpr std::array<std::string_view, 4> no { "false", "0", "否", "no" };

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    if (std::ranges::find(yes, text) != yes.end()) {
        return FieldValue { std::int64_t { 1 } };
    }
    if (std::ranges::find(no, text) != no.end()) {
        return FieldValue { std::int64_t { 0 } };
    }
    return fail(Errc::invalid, Text { "应为 是 或 否", "must be yes or no" });
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return value.number() != 0 ? "true" : "false";
}

Result<FieldValue> from_json(const FieldSpec&, const JsonScalar& scalar) {
    if (scalar.type != JsonScalar::Type::flag) {
        return fail(Errc::invalid, Text { "应为 true 或 false", "must be true or false" });
    }
    return FieldValue { scalar.number };
}

void write_json(const FieldSpec&, FieldValue value, std::string& out) {
    out += value.number() != 0 ? "true" : "false";
}

void append_schema(const FieldSpec&, std::string& out) {
    out += R"("type":"boolean")";
}

std::string sql_check(const FieldSpec& field) {
    return std::string { field.name } + " IN (0, 1)";
}

}  // namespace

constinit const KindTraits flag_kind { "flag",     false,  from_text,     to_text,  from_json,
                                       write_json, accept, append_schema, sql_check };

}  // namespace boai::record
