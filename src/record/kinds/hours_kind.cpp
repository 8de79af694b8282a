#include "record/kinds/common.hpp"

#include <charconv>

namespace boai::record {
namespace {

constexpr Text not_hours { "时长应写作 12:30", "hours must be written as 12:30" };

Result<FieldValue> from_text(const FieldSpec&, std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || text.size() - colon != 3) {
        return fail(Errc::invalid, not_hours);
    }
    std::uint32_t hours = 0;
    std::uint32_t minutes = 0;
    const auto* const middle = text.data() + colon;
    const auto* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), middle, hours);
    const auto second = std::from_chars(middle + 1, end, minutes);
    const bool good = first.ec == std::errc {} && first.ptr == middle && second.ec == std::errc {}
        && second.ptr == end && minutes < 60;
    if (!good) {
        return fail(Errc::invalid, not_hours);
    }
    return FieldValue { std::int64_t { hours } * 60 + minutes };
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return to_string(Hours { value.number() });
}

void append_schema(const FieldSpec&, std::string& out) {
    out += R"("type":"string","pattern":"^[0-9]+:[0-5][0-9]$")";
}

}  // namespace

constinit const KindTraits hours_kind { "hours",     false,          from_text,
                                        to_text,     from_json_text, append_json_text,
                                        check_range, append_schema,  range_sql_check };

}  // namespace boai::record
