#include "api/list_request.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace boai::api {
namespace {

using record::FieldFilter;
using record::ListQuery;

/// Parameters that say where or how, not which rows.
constexpr std::array<std::string_view, 5> others {
    "branch", "subtree", "up", "language", "reason"
};

Result<std::string> text_of(simdjson::dom::element element) {
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
    case Type::NULL_VALUE:
        return std::string {};
    case Type::STRING:
        return std::string { element.get_string().value_unsafe() };
    case Type::BOOL:
        return std::string { element.get_bool().value_unsafe() ? "true" : "false" };
    case Type::INT64:
        return std::to_string(element.get_int64().value_unsafe());
    default:
        return fail(Errc::invalid, Text { "应为单个值", "must be a single value" });
    }
}

Result<void>
add_member(Parameters& parameters, std::string_view name, simdjson::dom::element element) {
    simdjson::dom::array values;
    if (element.get_array().get(values) != simdjson::SUCCESS) {
        parameters.emplace_back(name, TRY(text_of(element)));
        return {};
    }
    for (const auto value : values) {
        parameters.emplace_back(name, TRY(text_of(value)));
    }
    return {};
}

Result<std::size_t> limit_of(std::string_view text) {
    std::size_t limit = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, limit);
    if (error != std::errc {} || at != end) {
        return fail_field("limit", Text { "应为 1 到 500", "must be from 1 to 500" });
    }
    return limit;
}

FieldFilter& filter_of(ListQuery& query, std::string_view field) {
    const auto at = std::ranges::find(query.filters, field, &FieldFilter::field);
    if (at != query.filters.end()) {
        return *at;
    }
    return query.filters.emplace_back(FieldFilter { .field = std::string { field } });
}

Result<void> set_once(std::string& place, const std::pair<std::string, std::string>& parameter) {
    if (!place.empty()) {
        return fail_field(parameter.first, Text { "重复出现", "comes twice" });
    }
    place = parameter.second;
    return {};
}

Result<void>
set_limit(std::optional<std::string>& place, const std::pair<std::string, std::string>& given) {
    if (place) {
        return fail_field(given.first, Text { "重复出现", "comes twice" });
    }
    if (!given.second.empty()) {
        place = given.second;
    }
    return {};
}

Result<void> take(ListQuery& query, const std::pair<std::string, std::string>& parameter) {
    const std::string_view name { parameter.first };
    if (name == "limit") {
        query.limit = TRY(limit_of(parameter.second));
        return {};
    }
    if (name == "cursor") {
        return set_once(query.cursor, parameter);
    }
    if (name == "sort") {
        return set_once(query.sort, parameter);
    }
    if (name == "q") {
        return set_once(query.q, parameter);
    }
    if (name.ends_with(".min")) {
        return set_limit(filter_of(query, name.substr(0, name.size() - 4)).min, parameter);
    }
    if (name.ends_with(".max")) {
        return set_limit(filter_of(query, name.substr(0, name.size() - 4)).max, parameter);
    }
    filter_of(query, name).any_of.push_back(parameter.second);
    return {};
}

} // namespace

Result<Parameters> parameters_of_json(std::string_view json) {
    thread_local simdjson::dom::parser parser { limits::request_body_bytes_max };
    simdjson::dom::object object;
    if (parser.parse(json.data(), json.size()).get_object().get(object) != simdjson::SUCCESS) {
        return fail(
            Errc::invalid, Text { "请求体应为一个 JSON 对象", "the body must be one JSON object" }
        );
    }
    Parameters parameters;
    for (const auto [name, element] : object) {
        if (auto added = add_member(parameters, name, element); !added) {
            return fail_field(std::string { name.substr(0, 64) }, std::move(added).error().message);
        }
    }
    return parameters;
}

Result<ListQuery> list_query_of(const Parameters& parameters) {
    if (parameters.size() > limits::list_parameters_max) {
        return fail(Errc::invalid, Text { "筛选条件太多", "there are too many parameters" });
    }
    ListQuery query;
    for (const auto& parameter : parameters) {
        if (std::ranges::find(others, parameter.first) == others.end()) {
            TRY(take(query, parameter));
        }
    }
    return query;
}

std::string_view find_parameter(const Parameters& parameters, std::string_view name) {
    const auto at
        = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
    return at == parameters.end() ? std::string_view {} : std::string_view { at->second };
}

bool is_on(const Parameters& parameters, std::string_view name) {
    const auto value = find_parameter(parameters, name);
    return value == "1" || value == "true";
}

} // namespace boai::api
