#include "record/kinds/common.hpp"

namespace boai::record {
namespace {

/// Length in bytes of the well-formed sequence at the start of `text`; 0 when there is none.
/// Source: Unicode 15, table 3-7.
std::size_t sequence_size(std::string_view text) {
    const auto byte
        = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const auto lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2) {
        return 0;
    }
    if (lead < 0xE0) {
        return continues(1) ? 2 : 0;
    }
    if (lead < 0xF0) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    const bool beyond = lead > 0xF4 || (lead == 0xF4 && byte(1) >= 0x90);
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    return continues(1) && continues(2) && continues(3) && !beyond && !overlong ? 4 : 0;
}

}  // namespace

std::size_t length_of(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) {
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    }
    return count;
}

bool is_clean_text(std::string_view utf8) {
    while (!utf8.empty()) {
        const auto size = sequence_size(utf8);
        const auto lead = static_cast<unsigned char>(utf8.front());
        const bool control = (lead < 0x20 && lead != '\t' && lead != '\n') || lead == 0x7F;
        if (size == 0 || control) {
            return false;
        }
        utf8.remove_prefix(size);
    }
    return true;
}

Result<FieldValue> from_json_text(const FieldSpec& field, const JsonScalar& scalar) {
    if (scalar.type != JsonScalar::Type::text) {
        return fail(Errc::invalid, Text { "应为文字（加引号）", "must be a text in quotes" });
    }
    return field.kind->from_text(field, scalar.text);
}

void append_json_text(const FieldSpec& field, FieldValue value, std::string& out) {
    append_json(out, field.kind->to_text(field, value));
}

Result<void> accept(const FieldSpec&, FieldValue) {
    return {};
}

Result<void> check_range(const FieldSpec& field, FieldValue value) {
    const auto shown
        = [&](std::int64_t limit) { return field.kind->to_text(field, FieldValue { limit }); };
    if (value.number() < field.options.min) {
        return fail(
            Errc::invalid,
            compose({ "不能小于 {}", "must be at least {}" }, { shown(field.options.min) })
        );
    }
    if (value.number() > field.options.max) {
        return fail(
            Errc::invalid,
            compose({ "不能大于 {}", "must be at most {}" }, { shown(field.options.max) })
        );
    }
    return {};
}

std::string no_sql_check(const FieldSpec&) {
    return {};
}

std::string range_sql_check(const FieldSpec& field) {
    const std::string name { field.name };
    std::string check;
    if (has_min(field)) {
        check = name + " >= " + std::to_string(field.options.min);
    }
    if (has_max(field)) {
        check += (check.empty() ? "" : " AND ") + name + " <= " + std::to_string(field.options.max);
    }
    return check;
}

std::vector<const KindTraits*> all_kinds() {
    return { &text_kind,    &integer_kind, &amount_kind, &hours_kind,    &day_kind,
             &instant_kind, &choice_kind,  &flag_kind,   &reference_kind };
}

}  // namespace boai::record
