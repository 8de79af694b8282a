#include "record/list_filter.hpp"

#include "record/kinds/common.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <array>

namespace boai::record {
namespace {

using storage::Param;

constexpr FieldSpec head_specs[] = {
    field<&Head::id>(ReferenceField { .label = { "编号", "Id" }, .to = "record" }),
    field<&Head::created_at>(PlainField { .label = { "录入时间", "Entered at" } }),
    field<&Head::updated_at>(PlainField { .label = { "修改时间", "Changed at" } }),
    field<&Head::created_by>(ReferenceField { .label = { "录入人", "Entered by" }, .to = "user" }),
};

constexpr Text no_such_field { "没有这个字段", "there is no such field" };
constexpr Text cannot_filter { "不能按此字段筛选", "the list cannot be filtered by this field" };
constexpr Text cannot_range { "此字段没有最小、最大值筛选", "this field has no min and max" };
constexpr Text too_many_values { "一次最多筛选 200 个值", "at most 200 values at a time" };
constexpr Text not_in_an_address {
    "个人信息不得写在网址里，请用 POST …/search 查找",
    "personal values must not stand in an address; look for them with POST .../search"
};
constexpr Text no_search { "这个列表不能搜索", "this list has no search" };

Param param_of(Conditions& conditions, FieldValue value) {
    if (!value.is_text()) {
        return value.is_null() ? Param {} : Param { value.number() };
    }
    return Param { conditions.texts.emplace_back(value.text()) };
}

/// Reads one value as the field's kind does.
Result<std::string>
place_of(Conditions& conditions, const FieldSpec& field, const std::string& text) {
    const auto value = TRY(field.kind->from_text(field, text));
    return conditions.place(param_of(conditions, value));
}

std::string is_empty_sql(const FieldSpec& field, const std::string& column) {
    const bool may_be_blank = field.kind->stored_as_text && !field.is_sealed();
    return may_be_blank ? "(" + column + " IS NULL OR " + column + " = '')" : column + " IS NULL";
}

std::string either(const std::vector<std::string>& alternatives) {
    std::string sql;
    for (const auto& alternative : alternatives) {
        sql += (sql.empty() ? "" : " OR ") + alternative;
    }
    return " AND (" + sql + ")";
}

/// Adds "the field is one of these".
Result<void> add_any_of(
    Conditions& conditions,
    const FieldSpec& field,
    const crypto::Vault& vault,
    const std::vector<std::string>& values
) {
    const auto column = "t." + std::string { field.name } + (field.is_sealed() ? "_index" : "");
    std::string places;
    std::vector<std::string> alternatives;
    for (const auto& value : values) {
        if (value.empty()) {
            alternatives.push_back(is_empty_sql(field, column));
            continue;
        }
        const auto place = field.is_sealed()
            ? Result<std::string> { conditions.place(index_of(vault, field, value)) }
            : place_of(conditions, field, value);
        if (!place) {
            return std::unexpected(place.error());
        }
        places += (places.empty() ? "" : ", ") + *place;
    }
    if (!places.empty()) {
        alternatives.push_back(column + " IN (" + places + ")");
    }
    conditions.sql += either(alternatives);
    return {};
}

Result<void> add_limits(Conditions& conditions, const FieldSpec& field, const FieldFilter& filter) {
    const auto column = "t." + std::string { field.name };
    if (filter.min) {
        conditions.sql += " AND " + column + " >= " + TRY(place_of(conditions, field, *filter.min));
    }
    if (filter.max) {
        conditions.sql += " AND " + column + " <= " + TRY(place_of(conditions, field, *filter.max));
    }
    return {};
}

bool names_a_person(const FieldSpec& field, const FieldFilter& filter) {
    return field.is_sealed()
        && std::ranges::any_of(filter.any_of, [](const auto& value) { return !value.empty(); });
}

Result<void> add_filter(
    Conditions& conditions,
    const RecordType& type,
    const crypto::Vault& vault,
    const ListQuery& query,
    const FieldFilter& filter
) {
    const auto* field = find_listed(type, filter.field);
    if (field == nullptr) {
        return fail(Errc::invalid, no_such_field);
    }
    if (!is_filterable(*field)) {
        return fail(Errc::invalid, cannot_filter);
    }
    if ((filter.min || filter.max) && !has_range(*field)) {
        return fail(Errc::invalid, cannot_range);
    }
    if (filter.any_of.size() > limits::filter_values_max) {
        return fail(Errc::invalid, too_many_values);
    }
    if (!query.may_name_persons && names_a_person(*field, filter)) {
        return fail(Errc::invalid, not_in_an_address);
    }
    if (!filter.any_of.empty()) {
        TRY(add_any_of(conditions, *field, vault, filter.any_of));
    }
    return add_limits(conditions, *field, filter);
}

/// The text as a LIKE pattern for "contains", Latin in lower case.
std::string contains_pattern(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern += '\\';
        }
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + "%";
}

bool is_searched_text(const FieldSpec& field) {
    return field.options.search && !field.is_sealed();
}

Result<void> add_search(
    Conditions& conditions,
    const RecordType& type,
    const crypto::Vault& vault,
    const ListQuery& query,
    SearchIn where
) {
    if (!is_clean_text(query.q) || length_of(query.q) > limits::search_characters_max) {
        return fail(
            Errc::invalid,
            Text { "请输入 200 字以内的文字", "must be a text of at most 200 characters" }
        );
    }
    std::vector<std::string> alternatives;
    bool left_out = false;
    for (const auto& field : type.fields) {
        const auto column = "t." + std::string { field.name };
        if (where == SearchIn::names && field.options.blind_index) {
            const auto number = index_of(vault, field, query.q);
            alternatives.push_back(column + "_index = " + conditions.place(number));
        } else if (field.options.blind_index) {
            left_out = true;
        } else if (where == SearchIn::texts && is_searched_text(field)) {
            const auto place = conditions.place_text(contains_pattern(query.q));
            alternatives.push_back("lower(" + column + ") LIKE " + place + " ESCAPE '\\'");
        }
    }
    if (alternatives.empty()) {
        return fail(Errc::invalid, left_out ? not_in_an_address : no_search);
    }
    conditions.sql += either(alternatives);
    return {};
}

} // namespace

std::string Conditions::place(Param param) {
    params.push_back(param);
    return "$" + std::to_string(params.size());
}

std::string Conditions::place_text(std::string text) {
    return place(Param { texts.emplace_back(std::move(text)) });
}

std::span<const FieldSpec> head_fields() {
    return head_specs;
}

const FieldSpec* find_listed(const RecordType& type, std::string_view name) {
    if (const auto* field = type.find_field(name)) {
        return field;
    }
    const auto heads = head_fields();
    const auto at = std::ranges::find(heads, name, &FieldSpec::name);
    return at == heads.end() ? nullptr : &*at;
}

bool is_filterable(const FieldSpec& field) {
    return !field.is_sealed() || field.options.blind_index;
}

bool has_range(const FieldSpec& field) {
    return is_sortable(field) && field.choices.empty() && field.options.references.empty();
}

bool is_sortable(const FieldSpec& field) {
    return !field.is_sealed();
}

Result<SearchIn> search_in(
    const RecordType& type, const crypto::Vault& vault, Queries queries, const ListQuery& query
) {
    if (query.q.empty() || !query.may_name_persons) {
        return SearchIn::texts;
    }
    std::vector<const FieldSpec*> names;
    bool has_texts = false;
    for (const auto& field : type.fields) {
        if (field.options.blind_index) {
            names.push_back(&field);
        }
        has_texts = has_texts || is_searched_text(field);
    }
    if (names.empty() || !has_texts) {
        return names.empty() ? SearchIn::texts : SearchIn::names;
    }
    constexpr std::size_t parts_max = 100; // SQLite takes 500 parts in a compound at most
    const auto looks = query.branches.size() * names.size();
    bool found = false;
    for (std::size_t at = 0; at < looks && !found;) {
        Conditions conditions;
        for (std::size_t part = 0; part < parts_max && at < looks; ++part, ++at) {
            const auto& name = *names[at % names.size()];
            conditions.sql += (part == 0 ? "" : " UNION ALL ");
            conditions.sql += "SELECT 1 FROM (SELECT t.id FROM " + type.table()
                + " t WHERE t.branch_id = " + conditions.place(query.branches[at / names.size()])
                + " AND t." + std::string { name.name }
                + "_index = " + conditions.place(index_of(vault, name, query.q)) + " LIMIT 1) p";
        }
        TRY(queries(conditions.sql, conditions.params, [&](const storage::Row&) -> Result<void> {
            found = true;
            return {};
        }));
    }
    return found ? SearchIn::names : SearchIn::texts;
}

Result<void> add_conditions(
    const RecordType& type,
    const crypto::Vault& vault,
    const ListQuery& query,
    SearchIn where,
    Conditions& conditions
) {
    Error error { Errc::invalid,
                  Text { "有几个筛选条件需要更正", "some filters need correction" },
                  {} };
    for (const auto& filter : query.filters) {
        if (auto added = add_filter(conditions, type, vault, query, filter); !added) {
            error.fields.push_back({ filter.field.substr(0, 64), added.error().message });
        }
    }
    if (!query.q.empty()) {
        if (auto added = add_search(conditions, type, vault, query, where); !added) {
            error.fields.push_back({ "q", added.error().message });
        }
    }
    if (error.fields.empty()) {
        return {};
    }
    return std::unexpected(std::move(error));
}

} // namespace boai::record
