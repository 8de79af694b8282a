/// \file
/// What several kinds share.
#pragma once

#include "base/json_text.hpp"
#include "record/field.hpp"

namespace boai::record {

/// Number of code points of UTF-8 text.
[[nodiscard]] std::size_t length_of(std::string_view utf8);
/// Whether the bytes are well-formed UTF-8 without control characters other than tab and newline.
[[nodiscard]] bool is_clean_text(std::string_view utf8);

/// from_json for kinds written as JSON strings.
Result<FieldValue> from_json_text(const FieldSpec& field, const JsonScalar& scalar);
/// append_json for kinds written as JSON strings.
void append_json_text(const FieldSpec& field, FieldValue value, std::string& out);
/// check for kinds whose every value is good.
Result<void> accept(const FieldSpec& field, FieldValue value);
/// check for kinds with min and max; the message shows the limits as the kind writes them.
Result<void> check_range(const FieldSpec& field, FieldValue value);
/// sql_check for kinds without one.
std::string no_sql_check(const FieldSpec& field);
/// sql_check from min and max.
std::string range_sql_check(const FieldSpec& field);

[[nodiscard]] inline bool has_min(const FieldSpec& field) {
    return field.options.min != FieldOptions {}.min;
}

[[nodiscard]] inline bool has_max(const FieldSpec& field) {
    return field.options.max != FieldOptions {}.max;
}

}  // namespace boai::record
