#include "api/metadata.hpp"

#include "api/endpoint.hpp"
#include "record/describe.hpp"

namespace boai::api {
namespace {

void append_figure(std::string& out, const figures::Definition& figure) {
    JsonObject object { out };
    object.text("name", figure.name)
        .text("title", figure.title)
        .text("meaning", figure.meaning)
        .text("unit", figures::name_of(figure.unit))
        .number("version", figure.version);
    if (!figure.record.empty()) {
        object.text("record", figure.record);
    }
    JsonArray by { object.key("by") };
    append_json(by.item(), "day");
    append_json(by.item(), "branch");
    for (const auto& dimension : figure.dimensions) {
        append_json(by.item(), dimension.name);
    }
}

Result<http::Response> get_metadata(Api& api, const Asked& asked) {
    record::Viewer viewer { *asked.actor };
    if (const auto branch = asked.request.parameter("branch")) {
        viewer.branch = TRY(api.engine().branches()->resolve(*branch))->id;
    }
    return tagged(
        metadata({ api.engine().registry(), api.parts.modules, api.parts.figures }, viewer)
    );
}

Result<http::Response> get_openapi(Api& api, const Asked&) {
    return tagged(api.parts.openapi);
}

} // namespace

std::string metadata(const Described& described, const record::Viewer& viewer) {
    std::string json;
    {
        JsonObject object { json };
        {
            JsonArray records { object.key("records") };
            record::append_records_meta(records, described.registry, viewer);
        }
        {
            JsonArray commands { object.key("commands") };
            record::append_commands_meta(commands, described.registry, viewer);
        }
        {
            JsonArray modules { object.key("modules") };
            for (const auto& module : described.modules) {
                JsonObject { modules.item() }.text("name", module.name).text("title", module.title);
            }
        }
        JsonArray all { object.key("figures") };
        for (const auto* figure : described.figures) {
            if (viewer.actor.may_somewhere(figure->capability)) {
                append_figure(all.item(), *figure);
            }
        }
    }
    return json;
}

void add_metadata(const std::shared_ptr<Api>& api) {
    add_reading(api, http::Method::get, "/api/v1/meta", get_metadata);
    add_open_reading(api, http::Method::get, "/api/v1/openapi.json", get_openapi);
}

} // namespace boai::api
