#include "record/kinds/common.hpp"

namespace boai::record {
namespace {

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    if (!is_clean_text(text)) {
        return fail(
            Errc::invalid, Text { "含有无法保存的字符", "holds characters that cannot be kept" }
        );
    }
    return FieldValue { text };
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return std::string { value.text() };
}

void write_json(const FieldSpec&, FieldValue value, std::string& out) {
    append_json(out, value.text());
}

Result<void> check(const FieldSpec& field, FieldValue value) {
    const auto limit = field.options.max_length;
    // A code point takes at least one byte, so short texts need no counting.
    if (value.text().size() > limit && length_of(value.text()) > limit) {
        return fail(
            Errc::invalid,
            compose({ "最多 {} 个字", "must be at most {} characters" }, { std::to_string(limit) })
        );
    }
    return {};
}

void append_schema(const FieldSpec& field, std::string& out) {
    out += R"("type":"string","maxLength":)" + std::to_string(field.options.max_length);
}

}  // namespace

constinit const KindTraits text_kind { "text",  true,           from_text,
                                       to_text, from_json_text, write_json,
                                       check,   append_schema,  no_sql_check };

}  // namespace boai::record
