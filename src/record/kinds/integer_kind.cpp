#include "record/kinds/common.hpp"

#include <charconv>

namespace boai::record {
namespace {

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    std::int64_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc {} || stop != end) {
        return fail(Errc::invalid, Text { "应为整数", "must be a whole number" });
    }
    return FieldValue { number };
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return std::to_string(value.number());
}

Result<FieldValue> from_json(const FieldSpec&, const JsonScalar& scalar) {
    if (scalar.type != JsonScalar::Type::number) {
        return fail(
            Errc::invalid, Text { "应为整数（不加引号）", "must be a whole number without quotes" }
        );
    }
    return FieldValue { scalar.number };
}

void write_json(const FieldSpec&, FieldValue value, std::string& out) {
    out += std::to_string(value.number());
}

void append_schema(const FieldSpec& field, std::string& out) {
    out += R"("type":"integer")";
    if (has_min(field)) {
        out += R"(,"minimum":)" + std::to_string(field.options.min);
    }
    if (has_max(field)) {
        out += R"(,"maximum":)" + std::to_string(field.options.max);
    }
}

}  // namespace

constinit const KindTraits integer_kind { "integer",   false,         from_text,
                                          to_text,     from_json,     write_json,
                                          check_range, append_schema, range_sql_check };

}  // namespace boai::record
