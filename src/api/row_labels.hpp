/// \file
/// What stands for the records that rows refer to, users among them.
#pragma once

#include "api/endpoint.hpp"
#include "record/labels.hpp"

#include <set>
#include <span>

namespace boai::api {

/// As record::labels_of; and users by their names to whoever may read the row, as its history names
/// them. Errors: as storage.
Result<record::Labels> labels_of_rows(
    const Api& api,
    const record::LabelSources& sources,
    record::Queries queries,
    const record::RecordType& type,
    std::span<const record::Loaded> rows
);

/// Whether a field refers to a user.
[[nodiscard]] bool names_user(const record::FieldSpec& field);

/// Adds the names of these users. Errors: as storage.
Result<void> add_user_names(
    const Api& api, record::Queries queries, const std::set<Id>& users, record::Labels& labels
);

} // namespace boai::api
