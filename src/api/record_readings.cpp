#include "api/endpoint.hpp"
#include "api/exports.hpp"
#include "api/row_json.hpp"
#include "api/row_labels.hpp"
#include "http/problem.hpp"
#include "record/json.hpp"
#include "record/labels.hpp"
#include "record/merged.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace boai::api {
namespace {

using record::Loaded;
using record::queries_of;
using storage::Connection;
using storage::Param;

constexpr Text not_for_lists {
    "这种记录含个人信息，不能列出上级机构的",
    "records with personal values are not listed from the branches above"
};

/// With `up`, also the branches above the one asked for: what its records may refer to.
Result<void> add_branches_above(
    const Api& api,
    const record::RecordType& type,
    const Parameters& parameters,
    std::vector<Id>& branches
) {
    if (!is_on(parameters, "up")) {
        return {};
    }
    if (type.has_sealed_fields()) {
        return fail_field("up", not_for_lists);
    }
    const auto tree = api.engine().branches();
    std::set<Id> all { branches.begin(), branches.end() };
    for (const auto branch : branches) {
        const auto path = tree->path_up(branch);
        all.insert(path.begin(), path.end());
    }
    branches.assign(all.begin(), all.end());
    return {};
}

Result<std::string> page_json(
    const Api& api,
    const record::Actor& actor,
    const record::RecordTable& table,
    const record::ListQuery& query
) {
    const auto tree = api.engine().branches();
    const auto& registry = api.engine().registry();
    return on_snapshot(api, [&](Connection& connection) -> Result<std::string> {
        const auto queries = queries_of(connection);
        auto wide = query;
        TRY(record::add_merged(registry, queries, table.type(), wide));
        const auto page = TRY(record::list(table, api.engine().vault(), queries, wide));
        const auto labels
            = TRY(labels_of_rows(api, { registry, *tree, actor }, queries, table.type(), page.rows)
            );
        std::string json;
        {
            JsonObject object { json };
            JsonArray rows { object.key("rows") };
            const RowStyle style { table.type(), *tree, labels };
            for (const auto& row : page.rows) {
                append_row(rows.item(), style, row);
            }
        }
        json.pop_back();
        if (page.searched > 0) {
            json += ",\"searched\":" + std::to_string(page.searched);
        }
        json += ",\"next\":";
        if (page.next.empty()) {
            json += "null}";
        } else {
            append_json(json, page.next);
            json += '}';
        }
        return json;
    });
}

Result<http::Response> answer_list(
    const Api& api, const Asked& asked, const Parameters& parameters, bool may_name_persons
) {
    const auto* table = TRY(record_asked(api, asked));
    const auto& type = table->type();
    auto query = TRY(list_query_of(parameters));
    query.may_name_persons = may_name_persons;
    query.branches = TRY(branches_asked(api, { *asked.actor, type.permissions.read, parameters }));
    TRY(add_branches_above(api, type, parameters, query.branches));
    look_for_label(api, type, query);
    return tagged(TRY(page_json(api, *asked.actor, *table, query)));
}

Result<http::Response> get_list(Api& api, const Asked& asked) {
    if (auto file = try_export(api, asked)) {
        return std::move(*file);
    }
    return answer_list(api, asked, asked.request.parameters(), false);
}

Result<http::Response> search(Api& api, const Asked& asked) {
    const auto parameters = TRY(parameters_of_json(asked.request.body));
    auto response = TRY(answer_list(api, asked, parameters, true));
    std::erase_if(response.headers, [](const auto& header) { return header.first == "ETag"; });
    return response;
}

/// The record asked for, in any branch where the actor may read it.
Result<Loaded> load_asked(
    const Api& api, record::Queries queries, const Asked& asked, std::string_view capability
) {
    const auto* table = TRY(record_asked(api, asked));
    const auto id = TRY(id_asked(asked));
    const auto branches = branches_of(api, *asked.actor, capability);
    if (branches.empty()) {
        return fail(
            Errc::forbidden,
            compose({ "没有权限（{}）", "this needs the permission {}" }, { capability })
        );
    }
    return table->load_in(queries, branches, id);
}

/// One record, with what stands for those it refers to.
struct ShownRow {
    std::string json;
    record::Labels labels;
};

/// How a row is shown to whom.
struct Showing {
    const Asked& asked;
    const record::RecordType& type;
    record::Show show;
};

Result<ShownRow>
row_json(const Api& api, const Showing& showing, record::Queries queries, const Loaded& row) {
    const auto& [asked, type, show] = showing;
    const auto tree = api.engine().branches();
    const record::LabelSources sources { api.engine().registry(), *tree, *asked.actor, show };
    ShownRow shown { {}, TRY(labels_of_rows(api, sources, queries, type, std::span { &row, 1 })) };
    append_row(shown.json, { type, *tree, shown.labels, show }, row);
    return shown;
}

/// Erasing a person's key changes what is shown without a new version.
std::string tag_of(const Loaded& row) {
    return std::to_string(row.head.version) + (row.erased ? "-erased" : "");
}

Result<http::Response> get_one(Api& api, const Asked& asked) {
    return on_snapshot(api, [&](Connection& connection) -> Result<http::Response> {
        const auto queries = queries_of(connection);
        const auto& type = TRY(record_asked(api, asked))->type();
        const auto row = TRY(load_asked(api, queries, asked, type.permissions.read));
        auto shown = TRY(row_json(api, { asked, type, record::Show::masked }, queries, row));
        return tagged(std::move(shown.json), tag_of(row));
    });
}

Result<http::Response> reveal(Api& api, const Asked& asked) {
    constexpr std::array<std::string_view, 1> names { "reason" };
    auto envelope = TRY(record::read_envelope(asked.request.body, names));
    const auto& type = TRY(record_asked(api, asked))->type();
    TRY(check_reason(envelope["reason"]));
    if (!type.has_sealed_fields()) {
        return fail(
            Errc::not_found,
            Text { "这种记录没有加密保存的内容", "this record has no personal values" }
        );
    }
    return on_snapshot(api, [&](Connection& connection) -> Result<http::Response> {
        const auto queries = queries_of(connection);
        const auto row = TRY(load_asked(api, queries, asked, type.permissions.reveal));
        auto shown = TRY(row_json(api, { asked, type, record::Show::full }, queries, row));
        const auto note = [&](std::string_view name, Id branch, Id id) {
            return api.parts.audit(
                { asked.actor, name, branch, id, envelope["reason"], asked.request.peer }
            );
        };
        TRY(note(type.name, row.head.branch, row.head.id));
        // Whom it refers to by name is opened with it, such as who stands behind an alias.
        for (const auto& opened : shown.labels.opened()) {
            TRY(note(opened.record, opened.branch, opened.id));
        }
        auto response = http::json_response(std::move(shown.json));
        response.headers.emplace_back("Cache-Control", "no-store");
        return response;
    });
}

} // namespace

void add_record_readings(const std::shared_ptr<Api>& api) {
    using http::Method;
    const std::string list = "/api/v1/records/{record}";
    add_reading(api, Method::get, list, get_list);
    add_reading(api, Method::post, list + "/search", search);
    add_reading(api, Method::get, list + "/{id}", get_one);
    add_reading(api, Method::post, list + "/{id}/reveal", reveal);
}

} // namespace boai::api
