/// \file
/// Lists: pages of one record type by keyset, filtered, sorted and searched in the database.
#pragma once

#include "base/limits.hpp"
#include "base/result.hpp"
#include "crypto/vault.hpp"
#include "record/record_table.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::record {

/// The conditions on one field, all of which must hold. Values as FieldSpec's kind reads them.
struct FieldFilter {
    std::string field;
    std::vector<std::string> any_of {}; ///< equal to one of these; "" stands for empty
    std::optional<std::string> min {};
    std::optional<std::string> max {};
};

/// What to list.
struct ListQuery {
    std::vector<Id> branches;
    std::vector<FieldFilter> filters {};
    /// For the search box: rows with a personal value that is exactly this, and when there are
    /// none, those with a text that contains it, in the fields marked so; empty for no search.
    std::string q {};
    std::string sort {}; ///< "field" or "-field"; newest first when empty
    std::string cursor {}; ///< of the page before; empty for the first page
    std::size_t limit = limits::page_rows_default;
    /// Rows in which a text is looked for at a time, over all branches; see Page::searched.
    std::size_t search_rows = limits::search_rows_max;
    /// Whether `filters` and `q` may hold personal values, found by their exact text.
    bool may_name_persons = false;
};

/// Rows in their order, and the cursor of the page after; empty after the last.
struct Page {
    std::vector<Loaded> rows;
    std::string next;
    /// Above 0 when the page ends because so many rows were looked through for the text, and not
    /// because it is full: `next` goes on with the rows after them.
    std::size_t searched = 0;
};

/// id, created_at, updated_at and created_by, described as fields: lists know them beside the
/// record's own.
[[nodiscard]] std::span<const FieldSpec> head_fields();

/// Whether a list can be filtered by the field at all.
[[nodiscard]] bool is_filterable(const FieldSpec& field);
/// Whether a list can be filtered by the field's min and max.
[[nodiscard]] bool has_range(const FieldSpec& field);
/// Whether a list can be sorted by the field.
[[nodiscard]] bool is_sortable(const FieldSpec& field);

/// One page. Empty values come last in either direction. `queries` should be one snapshot.
/// Errors: invalid, naming each parameter at fault: no such field, no such filter, a value that
/// does not fit, a cursor that is damaged or of another list.
Result<Page>
list(const RecordTable& table, const crypto::Vault& vault, Queries queries, const ListQuery& query);

/// Every row of the list, page by page, so that the memory taken does not grow with the list.
/// `query.limit` is the size of the pages. Errors: as list, and those of `sink`.
Result<void> list_all(
    const RecordTable& table,
    const crypto::Vault& vault,
    Queries queries,
    ListQuery query,
    FunctionRef<Result<void>(std::vector<Loaded>& rows)> sink
);

} // namespace boai::record
