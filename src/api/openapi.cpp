#include "api/openapi.hpp"

#include "api/openapi_schemas.hpp"
#include "http/problem.hpp"
#include "record/generic_commands.hpp"

#include <map>

namespace boai::api {
namespace {

using record::RecordType;

constexpr std::string_view records_path = "/api/v1/records/";
constexpr std::string_view any_file = R"({"type":"string","format":"binary"})";
constexpr std::string_view any_object = R"({"type":"object"})";

constexpr OperationParameter idempotency {
    "Idempotency-Key", "at most 200 characters; the same key is carried out once", true
};
constexpr OperationParameter branch { "branch", "code or id of a branch" };
constexpr OperationParameter subtree { "subtree", "1 for the branches below it too" };
constexpr OperationParameter if_match { "If-Match", "the version that is changed", true };
constexpr OperationParameter if_none_match { "If-None-Match", "an ETag already held", true };

/// The operations by path and method.
using Paths = std::map<std::string, std::map<std::string, std::string>>;

std::string parameter_json(const OperationParameter& parameter, std::string_view place) {
    std::string json;
    {
        JsonObject object { json };
        object.text("name", parameter.name).text("in", place);
        if (!parameter.description.empty()) {
            object.text("description", parameter.description);
        }
        if (parameter.is_required || place == "path") {
            object.flag("required", true);
        }
        object.key("schema") += R"({"type":"string"})";
    }
    return json;
}

void append_parameters(JsonObject& object, const Operation& operation) {
    JsonArray array { object.key("parameters") };
    std::string_view rest = operation.path;
    for (auto at = rest.find('{'); at != std::string_view::npos; at = rest.find('{')) {
        const auto end = rest.find('}', at);
        const OperationParameter parameter { rest.substr(at + 1, end - at - 1), {} };
        array.item() += parameter_json(parameter, "path");
        rest.remove_prefix(end + 1);
    }
    for (const auto& parameter : operation.parameters) {
        array.item() += parameter_json(parameter, parameter.is_header ? "header" : "query");
    }
}

void append_content(JsonObject& object, std::string_view type, std::string_view schema) {
    JsonObject content { object.key("content") };
    JsonObject { content.key(type) }.key("schema") += schema;
}

void append_responses(JsonObject& object, const Operation& operation) {
    JsonObject responses { object.key("responses") };
    {
        JsonObject good { responses.key(std::to_string(operation.status)) };
        good.text("description", http::reason_phrase(operation.status));
        if (!operation.answer.empty()) {
            append_content(good, operation.answer_type, operation.answer);
        }
    }
    responses.key("default") += R"({"$ref":"#/components/responses/Problem"})";
}

void add(Paths& paths, const Operation& operation) {
    std::string json;
    {
        JsonObject object { json };
        object.text("operationId", operation.id).text("summary", operation.summary.en);
        object.text("description", operation.summary.zh);
        {
            JsonArray tags { object.key("tags") };
            append_json(tags.item(), operation.tag);
        }
        if (operation.is_open) {
            object.key("security") += "[]";
        }
        append_parameters(object, operation);
        if (!operation.body.empty()) {
            JsonObject body { object.key("requestBody") };
            body.flag("required", true);
            append_content(body, operation.body_type, operation.body);
        }
        append_responses(object, operation);
    }
    paths[operation.path][std::string { operation.method }] = std::move(json);
}

std::vector<OperationParameter> list_parameters(const RecordType& type) {
    std::vector<OperationParameter> parameters {
        branch,
        subtree,
        { "limit", "rows of a page, at most 500" },
        { "cursor", "the `next` of the page before" },
        { "sort", "a field; with - in front from the highest" },
        { "q", "words to search for" },
    };
    for (const auto& field : type.fields) {
        if (!field.is_sealed()) {
            parameters.push_back({ field.name, field.options.label.en });
        }
    }
    return parameters;
}

std::string page_schema(std::string_view row) {
    return R"({"type":"object","required":["rows","next"],"properties":{"rows":{"type":"array",)"
           R"("items":)"
        + schema_ref(row)
        + R"(},"searched":{"type":"integer"},"next":{"type":["string","null"]}}})";
}

/// The list of a record, as pages and as files.
void add_lists(Paths& paths, const RecordType& type) {
    const std::string name { type.name };
    const auto list = std::string { records_path } + name;
    Operation file { .method = "get",
                     .path = list + ".csv",
                     .id = name + ".csv",
                     .tag = type.module(),
                     .summary = type.title,
                     .parameters = list_parameters(type),
                     .answer = std::string { any_file },
                     .answer_type = "text/csv" };
    add(paths, file);
    file.path = list + ".xlsx";
    file.id = name + ".xlsx";
    file.answer_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    add(paths, file);
    file.path = list + ".ndjson";
    file.id = name + ".ndjson";
    file.answer_type = "application/x-ndjson";
    add(paths, file);
    auto page = file;
    page.path = list;
    page.id = name + ".list";
    page.parameters.push_back(if_none_match);
    page.answer = page_schema(name);
    page.answer_type = "application/json";
    add(paths, page);
    page.method = "post";
    page.path += "/search";
    page.id = name + ".search";
    page.parameters.clear();
    page.body = any_object;
    add(paths, page);
}

/// One record, its history and its personal values.
void add_readings(Paths& paths, const RecordType& type) {
    const std::string name { type.name };
    Operation one { .method = "get",
                    .path = std::string { records_path } + name + "/{id}",
                    .id = name + ".read",
                    .tag = type.module(),
                    .summary = type.title,
                    .parameters = { if_none_match },
                    .answer = schema_ref(name) };
    add(paths, one);
    auto history = one;
    history.path += "/history";
    history.id = name + ".history";
    history.parameters = { { "cursor", "the `next` of the page before" } };
    history.answer = schema_ref("History");
    add(paths, history);
    if (type.has_sealed_fields()) {
        constexpr std::string_view names[] = { "reason" };
        one.method = "post";
        one.path += "/reveal";
        one.id = name + ".reveal";
        one.parameters.clear();
        one.body = texts_schema(names);
        add(paths, one);
    }
}

/// What may be written to it by the record's own commands.
void add_writings(Paths& paths, const record::Registry& registry, const RecordType& type) {
    const std::string name { type.name };
    const auto list = std::string { records_path } + name;
    const auto tag = type.module();
    if (registry.find_command(name + ".create") != nullptr) {
        add(paths,
            { "post",
              list,
              name + ".create",
              tag,
              type.title,
              { branch, idempotency },
              write_schema(type, false),
              "application/json",
              201,
              schema_ref("Outcome") });
    }
    if (registry.find_command(name + ".update") != nullptr) {
        add(paths,
            { "patch",
              list + "/{id}",
              name + ".update",
              tag,
              type.title,
              { if_match, idempotency },
              write_schema(type, true),
              "application/json",
              200,
              schema_ref("Outcome") });
    }
    for (const auto& step : type.transitions) {
        if (!step.capability.empty()) {
            add(paths,
                { "post",
                  list + "/{id}/" + std::string { step.name },
                  name + "." + std::string { step.name },
                  tag,
                  step.title,
                  { if_match, idempotency },
                  R"({"type":"object","properties":{"reason":{"type":"string"}}})",
                  "application/json",
                  200,
                  schema_ref("Outcome") });
        }
    }
}

void add_figure(Paths& paths, const figures::Definition& figure) {
    add(paths,
        { "get",
          "/api/v1/figures/" + std::string { figure.name },
          std::string { figure.name },
          "figures",
          figure.title,
          { branch,
            subtree,
            { "from", "the first day" },
            { "to", "the last day" },
            { "by", "day, branch or a dimension of the figure" },
            if_none_match },
          {},
          {},
          200,
          schema_ref("Figure") });
}

Paths all_paths(const Documented& documented) {
    Paths paths;
    for (const auto* table : documented.registry.records()) {
        add_lists(paths, table->type());
        add_readings(paths, table->type());
        add_writings(paths, documented.registry, table->type());
    }
    for (const auto* command : documented.registry.commands()) {
        if (command->listed) {
            add(paths,
                { "post",
                  "/api/v1/commands/" + command->name,
                  command->name,
                  command->module(),
                  command->title,
                  { branch, idempotency },
                  schema_ref(command->name + ".input"),
                  "application/json",
                  200,
                  schema_ref("Outcome") });
        }
    }
    for (const auto* figure : documented.figures) {
        add_figure(paths, *figure);
    }
    for (const auto& operation : documented.operations) {
        add(paths, operation);
    }
    return paths;
}

void append_components(JsonObject& document, const record::Registry& registry) {
    JsonObject components { document.key("components") };
    {
        JsonObject schemas { components.key("schemas") };
        append_shared_schemas(schemas);
        for (const auto* table : registry.records()) {
            schemas.key(table->type().name) += row_schema(table->type());
        }
        for (const auto* command : registry.commands()) {
            if (command->listed) {
                schemas.key(command->name + ".input") += input_schema(*command);
            }
        }
    }
    components.key("responses")
        += R"({"Problem":{"description":"an error, RFC 9457","content":)"
           R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}})";
    components.key("securitySchemes")
        += R"({"session":{"type":"apiKey","in":"cookie","name":"boai_session","description":)"
           R"("requests that change something also send X-Boai-Request: 1"},)"
           R"("token":{"type":"http","scheme":"bearer"}})";
}

}  // namespace

std::string texts_schema(std::span<const std::string_view> names) {
    std::string json;
    {
        JsonObject object { json };
        object.text("type", "object");
        {
            JsonArray required { object.key("required") };
            for (const auto name : names) {
                append_json(required.item(), name);
            }
        }
        JsonObject properties { object.key("properties") };
        for (const auto name : names) {
            properties.key(name) += R"({"type":"string"})";
        }
    }
    return json;
}

std::string openapi(const Documented& documented) {
    std::string json;
    {
        JsonObject document { json };
        document.text("openapi", "3.1.0");
        document.key("info")
            += R"({"title":"Boai","version":"1","description":"Many inputs of one command in one )"
               R"(request: application/x-ndjson, an input and a result on each line."})";
        document.key("servers") += R"([{"url":"/"}])";
        document.key("security") += R"([{"session":[]},{"token":[]}])";
        {
            JsonObject paths { document.key("paths") };
            for (const auto& [path, methods] : all_paths(documented)) {
                JsonObject item { paths.key(path) };
                for (const auto& [method, operation] : methods) {
                    item.key(method) += operation;
                }
            }
        }
        append_components(document, documented.registry);
    }
    return json;
}

}  // namespace boai::api
