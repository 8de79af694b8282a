/// \file
/// Rows of a table, all at once.
#pragma once

#include "record/record_table.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::record {

/// What RecordTable::select finds, for callers that change rows while they go through them and
/// know that there are few. Errors: those of select.
inline Result<std::vector<Loaded>>
all_of(Queries queries, const RecordTable& table, std::string_view tail, storage::Params params) {
    std::vector<Loaded> found;
    TRY(table.select(queries, tail, params, [&](Loaded loaded) -> Result<void> {
        found.push_back(std::move(loaded));
        return {};
    }));
    return found;
}

/// The last of them; none when there is none. Errors: those of select.
inline Result<std::optional<Loaded>>
one_of(Queries queries, const RecordTable& table, std::string_view tail, storage::Params params) {
    std::optional<Loaded> found;
    TRY(table.select(queries, tail, params, [&](Loaded loaded) -> Result<void> {
        found = std::move(loaded);
        return {};
    }));
    return found;
}

} // namespace boai::record
