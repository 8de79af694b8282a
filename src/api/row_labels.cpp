#include "api/row_labels.hpp"

#include <vector>

namespace boai::api {
namespace {

constexpr std::string_view user_record = "identity.user";

} // namespace

bool names_user(const record::FieldSpec& field) {
    return field.options.references == user_record;
}

Result<void> add_user_names(
    const Api& api, record::Queries queries, const std::set<Id>& users, record::Labels& labels
) {
    if (users.empty() || !api.parts.user_names) {
        return {};
    }
    const std::vector<Id> all { users.begin(), users.end() };
    const auto names = TRY(api.parts.user_names(queries, all));
    for (const auto& [id, name] : names) {
        labels.set(user_record, id, name);
    }
    return {};
}

Result<record::Labels> labels_of_rows(
    const Api& api,
    const record::LabelSources& sources,
    record::Queries queries,
    const record::RecordType& type,
    std::span<const record::Loaded> rows
) {
    auto labels = TRY(record::labels_of(sources, queries, type, rows));
    std::set<Id> users;
    for (const auto& field : type.fields) {
        if (!names_user(field)) {
            continue;
        }
        for (const auto& row : rows) {
            const auto value = field.get(row.value.get());
            const Id user { value.is_empty() ? 0 : value.number() };
            if (!user.empty() && labels.find(field, user) == nullptr) {
                users.insert(user);
            }
        }
    }
    TRY(add_user_names(api, queries, users, labels));
    return labels;
}

} // namespace boai::api
