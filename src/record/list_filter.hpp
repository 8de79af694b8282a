/// \file
/// The WHERE part of a list: filters and search as SQL of the shared subset.
#pragma once

#include "record/list.hpp"
#include "storage/value.hpp"

#include <deque>
#include <string>
#include <vector>

namespace boai::record {

/// SQL with its parameters; owns the texts they point to.
struct Conditions {
    std::string sql; ///< " AND ..." after a first condition; empty when there is none
    std::vector<storage::Param> params;
    std::deque<std::string> texts;

    /// Adds a parameter; its place, such as "$3".
    std::string place(storage::Param param);
    /// The same for a text, which is kept here.
    std::string place_text(std::string text);
};

/// The field of this name: the record's own or one of head_fields(); null when there is none.
[[nodiscard]] const FieldSpec* find_listed(const RecordType& type, std::string_view name);

/// Where the text of the search box is looked for.
enum class SearchIn : std::uint8_t {
    names, ///< personal values, by their exact text: a look into an index
    texts, ///< plain texts that contain it: every row is read
};

/// In names when one of them is exactly the text, or when there is nothing else; else in texts.
Result<SearchIn> search_in(
    const RecordType& type, const crypto::Vault& vault, Queries queries, const ListQuery& query
);

/// Adds the conditions of `query.filters` and `query.q`. Errors: invalid with fields.
Result<void> add_conditions(
    const RecordType& type,
    const crypto::Vault& vault,
    const ListQuery& query,
    SearchIn where,
    Conditions& conditions
);

} // namespace boai::record
