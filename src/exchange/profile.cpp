#include "exchange/profile.hpp"

#include "base/limits.hpp"

#include <simdjson.h>

#include <algorithm>

namespace boai::exchange {
namespace {

std::string_view name_of_unit(AmountUnit unit) {
    switch (unit) {
    case AmountUnit::fen:
        return "fen";
    case AmountUnit::yuan:
        return "yuan";
    case AmountUnit::ten_thousand_yuan:
        return "ten_thousand_yuan";
    case AmountUnit::hundred_million_yuan:
        return "hundred_million_yuan";
    }
    return "yuan";
}

std::optional<AmountUnit> unit_of_name(std::string_view name) {
    for (const auto unit : { AmountUnit::fen,
                             AmountUnit::yuan,
                             AmountUnit::ten_thousand_yuan,
                             AmountUnit::hundred_million_yuan }) {
        if (name_of_unit(unit) == name) {
            return unit;
        }
    }
    return std::nullopt;
}

std::unexpected<Error> not_a_profile() {
    return fail(
        Errc::invalid,
        Text { .zh = "导入方案的内容不合格式。请重新保存方案。",
               .en = "The import profile is malformed. Save it again." }
    );
}

void append_quoted(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0x0FU];
        } else {
            out += c;
        }
    }
    out += '"';
}

/// Throws simdjson::simdjson_error when a member is missing or of another type.
Result<Profile> read_profile(const simdjson::dom::element& object) {
    Profile profile;
    profile.name = std::string_view { object["name"] };
    profile.fingerprint = std::string_view { object["fingerprint"] };
    for (const simdjson::dom::element column : simdjson::dom::array { object["columns"] }) {
        const std::uint64_t number = column["column"];
        if (number >= limits::import_columns_max) {
            return not_a_profile();
        }
        profile.columns.push_back({ static_cast<std::uint16_t>(number),
                                    std::string { std::string_view { column["field"] } } });
    }
    if (std::string_view unit; object["unit"].get(unit) == simdjson::SUCCESS) {
        profile.unit = unit_of_name(unit);
        if (!profile.unit) {
            return not_a_profile();
        }
    }
    return profile;
}

}  // namespace

bool operator==(const Profile& a, const Profile& b) {
    const auto same = [](const Profile::Column& x, const Profile::Column& y) {
        return x.column == y.column && x.field == y.field;
    };
    return a.name == b.name && a.fingerprint == b.fingerprint && a.unit == b.unit
        && std::ranges::equal(a.columns, b.columns, same);
}

Profile learn_profile(
    std::string name,
    const Table& table,
    std::span<const TargetField> fields,
    std::optional<AmountUnit> unit
) {
    Profile profile { std::move(name), header_fingerprint(table), {}, unit };
    for (const auto& column : table.columns) {
        if (column.field) {
            profile.columns.push_back({ column.column, std::string { fields[*column.field].name } }
            );
        }
    }
    return profile;
}

const Profile* choose_profile(std::span<const Profile> profiles, const Table& table) {
    if (!table.header) {
        return nullptr;
    }
    const auto found
        = std::ranges::find(profiles, header_fingerprint(table), &Profile::fingerprint);
    return found == profiles.end() ? nullptr : &*found;
}

Mapping mapping_of(const Profile& profile, std::span<const TargetField> fields) {
    Mapping mapping;
    for (const auto& column : profile.columns) {
        if (const auto field = find_field(fields, column.field)) {
            mapping.fields.emplace(column.column, *field);
        }
    }
    mapping.unit = profile.unit;
    return mapping;
}

std::string to_json(const Profile& profile) {
    std::string out = "{\"name\":";
    append_quoted(out, profile.name);
    out += ",\"fingerprint\":";
    append_quoted(out, profile.fingerprint);
    out += ",\"columns\":[";
    for (const auto& column : profile.columns) {
        out += out.ends_with('[') ? "{\"column\":" : ",{\"column\":";
        out += std::to_string(column.column) + ",\"field\":";
        append_quoted(out, column.field);
        out += '}';
    }
    out += ']';
    if (profile.unit) {
        out += ",\"unit\":\"" + std::string { name_of_unit(*profile.unit) } + '"';
    }
    return out + '}';
}

Result<Profile> profile_from_json(std::string_view text) {
    try {
        simdjson::dom::parser parser;
        return read_profile(parser.parse(text.data(), text.size()));
    } catch (const simdjson::simdjson_error&) {
        return not_a_profile();
    }
}

}  // namespace boai::exchange
