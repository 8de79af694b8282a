#include "api/openapi_schemas.hpp"

#include <vector>

namespace boai::api {
namespace {

using record::FieldSpec;

constexpr std::string_view branch_member
    = R"({"type":"string","description":"code or id of a branch"})";
constexpr std::string_view reason_member = R"({"type":"string","maxLength":2000})";
constexpr std::string_view key_member
    = R"({"type":"string","maxLength":200,"description":"as the header Idempotency-Key"})";

std::string schema_of(const FieldSpec& field) {
    std::string json;
    {
        JsonObject object { json };
        object.text("title", field.options.label.en);
        std::string about { field.options.label.zh };
        if (!field.options.help.en.empty()) {
            about.append(": ").append(field.options.help.en);
        }
        object.text("description", about);
        if (!field.options.references.empty()) {
            object.text("x-reference", field.options.references);
        }
        if (field.is_sealed()) {
            object.flag("x-personal", true);
        }
    }
    json.pop_back();
    json += ',';
    field.kind->append_schema(field, json);
    return json + '}';
}

std::string or_null(const std::string& schema) {
    return R"({"anyOf":[)" + schema + R"(,{"type":"null"}]})";
}

/// A masked value need not have the form of the value itself.
std::string answered(const FieldSpec& field) {
    return or_null(field.is_sealed() ? R"({"type":"string","x-personal":true})" : schema_of(field));
}

void append_required(JsonObject& object, const std::vector<std::string_view>& names) {
    if (names.empty()) {
        return;
    }
    JsonArray array { object.key("required") };
    for (const auto name : names) {
        append_json(array.item(), name);
    }
}

void append_fields(
    JsonObject& properties, std::span<const FieldSpec> fields, std::vector<std::string_view>& needed
) {
    for (const auto& field : fields) {
        if (field.options.read_only) {
            continue;
        }
        properties.key(field.name) += field.nullable ? or_null(schema_of(field)) : schema_of(field);
        if (field.options.required) {
            needed.push_back(field.name);
        }
    }
}

bool has_field(std::span<const FieldSpec> fields, std::string_view name) {
    for (const auto& field : fields) {
        if (field.name == name) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string schema_ref(std::string_view name) {
    return R"({"$ref":"#/components/schemas/)" + std::string { name } + R"("})";
}

std::string row_schema(const record::RecordType& type) {
    std::string json;
    JsonObject object { json };
    object.text("type", "object").text("title", type.title.en).text("description", type.title.zh);
    append_required(
        object, { "id", "branch", "version", "created_at", "updated_at", "created_by" }
    );
    JsonObject properties { object.key("properties") };
    properties.key("id") += R"({"type":"string"})";
    properties.key("branch") += R"({"type":"string","description":"code of the branch"})";
    properties.key("version") += R"({"type":"integer"})";
    properties.key("created_by") += R"({"type":"string"})";
    properties.key("created_at") += R"({"type":"string","format":"date-time"})";
    properties.key("updated_at") += R"({"type":"string","format":"date-time"})";
    for (const auto& field : type.fields) {
        properties.key(field.name) += answered(field);
        if (!field.options.references.empty()) {
            properties.key(std::string { field.name } + "_label")
                += R"({"type":["string","object","null"]})";
        }
    }
    return json;
}

std::string write_schema(const record::RecordType& type, bool is_change) {
    std::string json;
    std::vector<std::string_view> needed;
    {
        JsonObject object { json };
        object.text("type", "object").flag("additionalProperties", false);
        {
            JsonObject properties { object.key("properties") };
            append_fields(properties, type.fields, needed);
            for (const std::string_view name : { "branch", "reason" }) {
                if (!has_field(type.fields, name)) {
                    properties.key(name) += name == "branch" ? branch_member : reason_member;
                }
            }
        }
        if (!is_change) {
            append_required(object, needed);
        }
    }
    return json;
}

std::string input_schema(const record::CommandType& command) {
    std::string json;
    std::vector<std::string_view> needed;
    {
        JsonObject object { json };
        object.text("type", "object").flag("additionalProperties", false);
        {
            JsonObject properties { object.key("properties") };
            append_fields(properties, command.fields, needed);
            for (const std::string_view name : { "branch", "reason", "idempotency_key" }) {
                if (!has_field(command.fields, name)) {
                    properties.key(name) += name == "branch" ? branch_member
                        : name == "reason"                   ? reason_member
                                                             : key_member;
                }
            }
        }
        if (command.needs_reason && !has_field(command.fields, "reason")) {
            needed.emplace_back("reason");
        }
        append_required(object, needed);
    }
    return json;
}

void append_shared_schemas(JsonObject& schemas) {
    schemas.key("Texts")
        += R"({"type":"object","required":["zh","en"],"properties":{"zh":{"type":"string"},)"
           R"("en":{"type":"string"}}})";
    schemas.key("Problem")
        += R"({"type":"object","required":["type","title","status","code","detail","errors"],)"
           R"("properties":{"type":{"type":"string"},"title":{"type":"string"},)"
           R"("status":{"type":"integer"},"code":{"enum":["invalid","not_found","conflict",)"
           R"("forbidden","unauthenticated","over_limit","unavailable","corrupt","internal"]},)"
           R"("reason":{"type":"string"},"detail":{"$ref":"#/components/schemas/Texts"},)"
           R"("errors":{"type":"array","items":{"type":"object","required":["field","message"],)"
           R"("properties":{"field":{"type":"string"},)"
           R"("message":{"$ref":"#/components/schemas/Texts"}}}}}})";
    schemas.key("Outcome") += R"({"type":"object","properties":{"id":{"type":"string"},)"
                              R"("version":{"type":"integer"}}})";
    schemas.key("History")
        += R"({"type":"object","required":["entries","next"],"properties":{"entries":)"
           R"({"type":"array","items":{"type":"object","required":["at","by","action","changes"],)"
           R"("properties":{"at":{"type":"string","format":"date-time"},"by":{"type":"string"},)"
           R"("by_name":{"type":"string"},"action":{"type":"string"},"reason":{"type":"string"},)"
           R"("changes":{"type":"array"}}}},"next":{"type":["string","null"]}}})";
    schemas.key("Figure")
        += R"({"type":"object","required":["figure","unit","total","rows"],"properties":)"
           R"({"figure":{"type":"string"},"unit":{"type":"string"},)"
           R"("from":{"type":["string","null"]},"to":{"type":["string","null"]},)"
           R"("total":{"type":"integer"},"rows":{"type":"array","items":{"type":"object",)"
           R"("required":["key","label","value"],"properties":{"key":{"type":"string"},)"
           R"("label":{"type":["string","object"]},"value":{"type":"integer"}}}}}})";
}

}  // namespace boai::api
