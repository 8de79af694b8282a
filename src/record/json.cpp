#include "record/json.hpp"

#include "record/validate.hpp"

#include <simdjson.h>

#include <algorithm>
#include <vector>

namespace boai::record {
namespace {

constexpr Text not_an_object { "请求体应为一个 JSON 对象", "the body must be one JSON object" };
constexpr Text unknown_field { "没有这个字段", "there is no such field" };
constexpr Text repeated_field { "字段重复出现", "the field appears twice" };
constexpr Text not_a_scalar { "应为单个值", "must be a single value" };
constexpr Text set_by_program { "由系统填写，不能设置", "is set by the program" };

Result<JsonScalar> scalar_of(simdjson::dom::element element) {
    using Type = simdjson::dom::element_type;
    JsonScalar scalar;
    switch (element.type()) {
    case Type::NULL_VALUE:
        return scalar;
    case Type::BOOL:
        scalar.type = JsonScalar::Type::flag;
        scalar.number = element.get_bool().value_unsafe() ? 1 : 0;
        return scalar;
    case Type::INT64:
        scalar.type = JsonScalar::Type::number;
        scalar.number = element.get_int64().value_unsafe();
        return scalar;
    case Type::STRING:
        scalar.type = JsonScalar::Type::text;
        scalar.text = element.get_string().value_unsafe();
        return scalar;
    default:
        return fail(Errc::invalid, not_a_scalar);
    }
}

Result<void> set_field(const FieldSpec& field, void* record, simdjson::dom::element element) {
    const auto scalar = TRY(scalar_of(element));
    if (scalar.type == JsonScalar::Type::null) {
        const bool taken = field.set(
            record, field.kind->stored_as_text ? FieldValue { std::string_view {} } : FieldValue {}
        );
        return taken || field.nullable ? Result<void> {}
                                       : fail(Errc::invalid, Text { "必填", "is required" });
    }
    const auto value = TRY(field.kind->from_json(field, scalar));
    if (!field.set(record, value)) {
        return fail(Errc::invalid, Text { "类型不符", "is of the wrong type" });
    }
    return {};
}

/// Takes a member that is no field into the envelope, if it is one of the envelope's names.
Result<void>
take_aside(const JsonReading& reading, std::string_view name, simdjson::dom::element element) {
    const bool known
        = std::ranges::find(reading.envelope_names, name) != reading.envelope_names.end();
    if (!known || reading.envelope == nullptr) {
        return fail(Errc::invalid, unknown_field);
    }
    const auto scalar = TRY(scalar_of(element));
    if (scalar.type == JsonScalar::Type::null) {
        return {};
    }
    auto text = scalar.type == JsonScalar::Type::text ? std::string { scalar.text }
                                                      : std::to_string(scalar.number);
    if (!reading.envelope->emplace(name, std::move(text)).second) {
        return fail(Errc::invalid, repeated_field);
    }
    return {};
}

Result<simdjson::dom::object> parse_object(std::string_view json) {
    thread_local simdjson::dom::parser parser { 16U << 20U };
    simdjson::dom::object object;
    const auto error = parser.parse(json.data(), json.size()).get_object().get(object);
    if (error == simdjson::CAPACITY || error == simdjson::MEMALLOC) {
        return fail(Errc::over_limit, Text { "JSON 太大", "the JSON is too large" });
    }
    if (error != simdjson::SUCCESS) {
        return fail(Errc::invalid, not_an_object);
    }
    return object;
}

}  // namespace

Result<void> read_json(
    std::span<const FieldSpec> fields,
    void* record,
    std::string_view json,
    const JsonReading& reading
) {
    const auto object = TRY(parse_object(json));
    Error error { Errc::invalid, some_are_wrong, {} };
    std::vector<bool> seen(fields.size());
    for (const auto [name, element] : object) {
        const auto at = std::ranges::find(fields, name, &FieldSpec::name);
        Result<void> outcome;
        if (at == fields.end()) {
            outcome = take_aside(reading, name, element);
        } else if (seen[static_cast<std::size_t>(at - fields.begin())]) {
            outcome = fail(Errc::invalid, repeated_field);
        } else if (at->options.read_only && !reading.may_set_read_only) {
            outcome = fail(Errc::invalid, set_by_program);
        } else {
            seen[static_cast<std::size_t>(at - fields.begin())] = true;
            outcome = set_field(*at, record, element);
        }
        constexpr std::size_t errors_max = 50;
        if (!outcome && error.fields.size() < errors_max) {
            error.fields.push_back({ std::string { name.substr(0, 64) }, outcome.error().message });
        }
    }
    if (error.fields.empty()) {
        return {};
    }
    return std::unexpected(std::move(error));
}

Result<Envelope>
read_envelope(std::string_view json, std::span<const std::string_view> envelope_names) {
    Envelope envelope;
    const JsonReading reading { .envelope_names = envelope_names, .envelope = &envelope };
    for (const auto [name, element] : TRY(parse_object(json))) {
        if (std::ranges::find(envelope_names, name) == envelope_names.end()) {
            continue;
        }
        if (auto taken = take_aside(reading, name, element); !taken) {
            return fail_field(std::string { name }, std::move(taken).error().message);
        }
    }
    return envelope;
}

std::string shown_text(const FieldSpec& field, const void* record, Show show) {
    const auto value = field.get(record);
    if (value.is_empty()) {
        return {};
    }
    if (field.is_sealed() && show == Show::masked) {
        return field.options.mask(record, value.text());
    }
    return field.kind->to_text(field, value);
}

void append_fields(
    JsonObject& object, std::span<const FieldSpec> fields, const void* record, Show show
) {
    for (const auto& field : fields) {
        const auto value = field.get(record);
        auto& out = object.key(field.name);
        if (value.is_null()) {
            out += "null";
        } else if (field.is_sealed()) {
            append_json(out, shown_text(field, record, show));
        } else {
            field.kind->append_json(field, value, out);
        }
    }
}

void append_record(
    std::string& out,
    const RecordType& type,
    const Loaded& loaded,
    std::string_view branch_code,
    Show show
) {
    JsonObject object { out };
    append_record(object, type, loaded, branch_code, show);
}

void append_record(
    JsonObject& object,
    const RecordType& type,
    const Loaded& loaded,
    std::string_view branch_code,
    Show show
) {
    object.text("id", to_string(loaded.head.id))
        .text("branch", branch_code)
        .number("version", loaded.head.version)
        .text("created_at", to_string(loaded.head.created_at))
        .text(
            "created_by",
            loaded.head.created_by.empty() ? std::string {} : to_string(loaded.head.created_by)
        )
        .text("updated_at", to_string(loaded.head.updated_at));
    if (loaded.erased) {
        object.flag("erased", true);
    }
    append_fields(object, type.fields, loaded.value.get(), show);
}

}  // namespace boai::record
