#include "record/merged.hpp"

#include <algorithm>

namespace boai::record {
namespace {

using storage::Param;

constexpr std::size_t asked_at_once = 50;

/// "$n, $n+1, ..." for some ids, added to the parameters.
std::string places_of(std::span<const Id> ids, std::vector<Param>& params) {
    std::string places;
    for (const auto id : ids) {
        params.emplace_back(id);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return places;
}

/// The records merged into one of these.
Result<std::vector<Id>> merged_into(
    Queries queries, const RecordType& type, std::span<const Id> branches, std::span<const Id> ids
) {
    std::vector<Id> found;
    const std::string field { type.merged_field };
    for (std::size_t at = 0; at < branches.size(); at += asked_at_once) {
        std::vector<Param> params;
        const auto here = places_of(
            branches.subspan(at, std::min(asked_at_once, branches.size() - at)), params
        );
        const auto into = places_of(ids, params);
        TRY(queries(
            "SELECT id FROM " + type.table() + " WHERE branch_id IN (" + here + ") AND " + field
                + " IN (" + into + ") AND " + field + " IS NOT NULL ORDER BY id",
            params,
            [&](const storage::Row& row) -> Result<void> {
                found.push_back(row.id(0));
                return {};
            }
        ));
    }
    return found;
}

Result<void> widen(
    Queries queries, const RecordType& target, std::span<const Id> branches, FieldFilter& filter
) {
    std::vector<Id> ids;
    for (const auto& value : filter.any_of) {
        if (const auto id = parse_id(value)) {
            ids.push_back(*id);
        }
    }
    while (!ids.empty()) {
        auto next = TRY(merged_into(queries, target, branches, ids));
        std::erase_if(next, [&](Id id) {
            return std::ranges::find(filter.any_of, to_string(id)) != filter.any_of.end();
        });
        std::ranges::transform(next, std::back_inserter(filter.any_of), [](Id id) {
            return to_string(id);
        });
        ids = std::move(next);
    }
    return {};
}

}  // namespace

Result<void>
add_merged(const Registry& registry, Queries queries, const RecordType& type, ListQuery& query) {
    for (auto& filter : query.filters) {
        const auto* field = type.find_field(filter.field);
        const auto* target = field == nullptr || field->options.references.empty()
            ? nullptr
            : registry.find_record(field->options.references);
        if (target != nullptr && !target->type().merged_field.empty()) {
            TRY(widen(queries, target->type(), query.branches, filter));
        }
    }
    return {};
}

}  // namespace boai::record
