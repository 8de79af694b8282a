#include "record/labels.hpp"

#include "record/list_filter.hpp"

#include <algorithm>
#include <set>

namespace boai::record {
namespace {

/// The records of one type to be labelled, and the branches they may stand in.
struct Wanted {
    std::set<Id> ids;
    std::set<Id> branches;
};

/// Whether a record's label is a personal value that this actor may open.
bool may_open(const RecordType& type, const Actor& actor, Id branch) {
    const auto* field = type.find_field(type.label_field);
    return type.label == nullptr && field != nullptr && field->is_sealed()
        && actor.may(type.permissions.reveal, branch);
}

std::string places_of(Conditions& conditions, std::span<const Id> ids) {
    std::string places;
    for (const auto id : ids) {
        places += (places.empty() ? "" : ", ") + conditions.place(id);
    }
    return places;
}

void add_wanted(
    const LabelSources& sources,
    const FieldSpec& field,
    const Loaded& row,
    std::map<const RecordTable*, Wanted>& wanted
) {
    const auto value = field.get(row.value.get());
    const auto* table = sources.registry.find_record(field.options.references);
    if (value.is_empty() || table == nullptr || table->type().label_field.empty()
        || !sources.actor.may(table->type().permissions.read, row.head.branch)) {
        return;
    }
    auto& entry = wanted[table];
    entry.ids.insert(Id { value.number() });
    const auto path = sources.branches.path_up(row.head.branch);
    entry.branches.insert(path.begin(), path.end());
    entry.branches.insert(row.head.branch);
}

} // namespace

std::string
label_of(const RecordType& type, std::string_view branch_code, const void* record, Show show) {
    if (type.label != nullptr) {
        return type.label(branch_code, record);
    }
    const auto* field = type.find_field(type.label_field);
    return field == nullptr ? std::string {} : shown_text(*field, record, show);
}

const std::string* Labels::find(const FieldSpec& field, Id id) const {
    return find(field.options.references, id);
}

const std::string* Labels::find(std::string_view record, Id id) const {
    const auto at = labels_.find({ record, id });
    return at == labels_.end() ? nullptr : &at->second;
}

Result<void> add_labels(
    Labels& labels,
    Queries queries,
    const LabelPlace& place,
    std::span<const Id> branches,
    std::span<const Id> ids
) {
    constexpr std::size_t ids_per_statement = 500;
    const auto& [table, tree, opener] = place;
    const auto& type = table.type();
    if (type.label_field.empty() || branches.empty()) {
        return {};
    }
    for (std::size_t at = 0; at < ids.size(); at += ids_per_statement) {
        Conditions conditions;
        const auto some = ids.subspan(at, std::min(ids_per_statement, ids.size() - at));
        conditions.sql = " WHERE t.branch_id IN (" + places_of(conditions, branches) + ")";
        conditions.sql += " AND t.id IN (" + places_of(conditions, some) + ")";
        TRY(table.select(
            queries,
            conditions.sql,
            conditions.params,
            [&](const Loaded& loaded) -> Result<void> {
                const auto code = tree.code_of(loaded.head.branch);
                const bool opens = opener != nullptr && may_open(type, *opener, loaded.head.branch);
                const auto show = opens ? Show::full : Show::masked;
                labels.set(
                    type.name, loaded.head.id, label_of(type, code, loaded.value.get(), show)
                );
                if (opens) {
                    labels.note_opened({ type.name, loaded.head.branch, loaded.head.id });
                }
                return {};
            }
        ));
    }
    return {};
}

Result<Labels> labels_of(
    const LabelSources& sources,
    Queries queries,
    const RecordType& type,
    std::span<const Loaded> rows
) {
    std::map<const RecordTable*, Wanted> wanted;
    for (const auto& field : type.fields) {
        if (field.options.references.empty()) {
            continue;
        }
        for (const auto& row : rows) {
            add_wanted(sources, field, row, wanted);
        }
    }
    Labels labels;
    const auto* opener = sources.show == Show::full ? &sources.actor : nullptr;
    for (const auto& [table, entry] : wanted) {
        const std::vector<Id> branches { entry.branches.begin(), entry.branches.end() };
        const std::vector<Id> ids { entry.ids.begin(), entry.ids.end() };
        TRY(add_labels(labels, queries, { *table, sources.branches, opener }, branches, ids));
    }
    return labels;
}

} // namespace boai::record
