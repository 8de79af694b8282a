#include "record/list.hpp"

#include "record/list_cursor.hpp"
#include "record/list_filter.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace boai::record {
namespace {

using storage::Param;

/// Branches asked in one statement: SQLite takes 500 parts in a compound at most.
constexpr std::size_t branches_per_statement = 50;

/// The order of a list: by one column, then by id, both in one direction.
struct Order {
    const FieldSpec* field = nullptr; ///< null when by id alone
    bool descending = true;

    [[nodiscard]] std::string column() const {
        return field == nullptr ? "t.id" : "t." + std::string { field->name };
    }

    [[nodiscard]] bool may_be_empty() const { return field != nullptr && field->nullable; }

    [[nodiscard]] bool is_text() const { return field != nullptr && field->kind->stored_as_text; }
};

/// Rows with a value come first, those without one after; each part is a range of an index.
enum class Part : std::uint8_t { valued, empty };

/// All that is known of one list before the database is asked.
struct Plan {
    const RecordTable& table;
    const ListQuery& query;
    Order order;
    std::string name; ///< of the list, for its cursors
    Conditions conditions;
    std::optional<ListPlace> after;
    bool is_by_name = false; ///< personal values are looked up in their index
    Conditions unsearched; ///< of the filters alone
    bool is_reading = false; ///< a text is looked for row by row

    /// The id in conditions and orders. The plus keeps SQLite from reading the whole branch in the
    /// order of ids, where the few rows of a name are quickly sorted.
    [[nodiscard]] std::string id() const { return is_by_name ? "+t.id" : "t.id"; }
};

/// Whether rows are found by the index of a personal value.
bool is_by_name(const RecordType& type, const ListQuery& query, SearchIn where) {
    return (where == SearchIn::names && !query.q.empty())
        || std::ranges::any_of(query.filters, [&](const FieldFilter& filter) {
               const auto* field = find_listed(type, filter.field);
               return field != nullptr && field->is_sealed() && !filter.any_of.empty();
           });
}

Result<Order> order_of(const RecordType& type, std::string_view sort) {
    if (sort.empty()) {
        return Order {};
    }
    Order order { .field = nullptr, .descending = sort.starts_with('-') };
    sort.remove_prefix(order.descending ? 1 : 0);
    order.field = find_listed(type, sort);
    if (order.field == nullptr || !is_sortable(*order.field)) {
        return fail_field(
            "sort", Text { "不能按此字段排序", "the list cannot be sorted by this field" }
        );
    }
    if (sort == "id") {
        order.field = nullptr;
    }
    return order;
}

Result<Plan> plan_of(
    const RecordTable& table, const crypto::Vault& vault, Queries queries, const ListQuery& query
) {
    if (query.limit == 0 || query.limit > limits::page_rows_max) {
        return fail_field("limit", Text { "应为 1 到 500", "must be from 1 to 500" });
    }
    const auto& type = table.type();
    Plan plan { .table = table,
                .query = query,
                .order = TRY(order_of(type, query.sort)),
                .name = std::string { type.name } + ' ' + query.sort,
                .conditions = {},
                .after = {} };
    if (!query.cursor.empty()) {
        plan.after = TRY(read_cursor(vault, plan.name, query.cursor));
    }
    const auto where = TRY(search_in(type, vault, queries, query));
    plan.is_by_name = is_by_name(type, query, where);
    TRY(add_conditions(type, vault, query, where, plan.conditions));
    plan.is_reading = where == SearchIn::texts && !query.q.empty();
    if (plan.is_reading) {
        auto filters = query;
        filters.q.clear();
        TRY(add_conditions(type, vault, filters, where, plan.unsearched));
    }
    return plan;
}

/// " AND ..." that leaves out the rows up to the cursor.
std::string after_sql(const Plan& plan, Part part, Conditions& conditions) {
    const auto& order = plan.order;
    std::string sql;
    if (order.may_be_empty()) {
        sql = " AND " + order.column() + (part == Part::empty ? " IS NULL" : " IS NOT NULL");
    }
    if (!plan.after) {
        return sql;
    }
    const bool in_empty_part = plan.after->type == ListPlace::Type::null && order.may_be_empty();
    if (part == Part::empty && !in_empty_part) {
        return sql; // the cursor stands before the whole of this part
    }
    const auto* const beyond = order.descending ? " < " : " > ";
    const auto id = conditions.place(plan.after->id);
    if (part == Part::empty || order.field == nullptr) {
        return sql + " AND " + plan.id() + beyond + id;
    }
    const auto value = order.is_text() ? conditions.place_text(plan.after->text)
                                       : conditions.place(plan.after->number);
    return sql + " AND (" + order.column() + ", t.id)" + beyond + "(" + value + ", " + id + ")";
}

/// " AND ..." that leaves out the rows after the place up to which a text is looked for.
std::string until_sql(const Plan& plan, Part part, const ListPlace& end, Conditions& conditions) {
    const auto* const within = plan.order.descending ? " >= " : " <= ";
    const auto id = conditions.place(end.id);
    if (part == Part::empty || plan.order.field == nullptr) {
        return " AND " + plan.id() + within + id;
    }
    const auto value
        = plan.order.is_text() ? conditions.place_text(end.text) : conditions.place(end.number);
    return " AND (" + plan.order.column() + ", t.id)" + within + "(" + value + ", " + id + ")";
}

ListPlace place_of(const Order& order, const storage::Row& row) {
    ListPlace place { .type = ListPlace::Type::number,
                      .number = 0,
                      .text = {},
                      .branch = row.id(0),
                      .id = row.id(1) };
    if (row.is_null(2)) {
        place.type = ListPlace::Type::null;
    } else if (order.is_text()) {
        place.type = ListPlace::Type::text;
        place.text = row.text(2);
    } else {
        place.number = row.number(2);
    }
    return place;
}

/// Some rows of one part, in the order of the list.
struct Window {
    Part part = Part::valued;
    std::optional<ListPlace> end; ///< no row after it
    std::size_t offset = 0;
    std::size_t limit = 0; ///< in each branch
    bool has_any_text = false; ///< also rows without the text that is looked for
};

/// The places of a window in each of some branches, in no order between the branches.
Result<void> add_places(
    Queries queries,
    const Plan& plan,
    const Window& window,
    std::span<const Id> branches,
    std::vector<ListPlace>& places
) {
    Conditions conditions = window.has_any_text ? plan.unsearched : plan.conditions;
    auto range = after_sql(plan, window.part, conditions);
    range += window.end ? until_sql(plan, window.part, *window.end, conditions) : "";
    const auto column = plan.order.column();
    const std::string direction = plan.order.descending ? " DESC" : "";
    const auto tail = conditions.sql + range + " ORDER BY "
        + (plan.order.field == nullptr ? "" : column + direction + ", ") + plan.id() + direction
        + " LIMIT " + std::to_string(window.limit)
        + (window.offset > 0 ? " OFFSET " + std::to_string(window.offset) : "");
    std::string sql;
    for (const auto branch : branches) {
        sql += sql.empty() ? "" : " UNION ALL ";
        sql += "SELECT * FROM (SELECT t.branch_id, t.id, " + column + " AS sorted FROM "
            + plan.table.type().table() + " t WHERE t.branch_id = " + conditions.place(branch)
            + tail + ") p";
    }
    return queries(sql, conditions.params, [&](const storage::Row& row) -> Result<void> {
        places.push_back(place_of(plan.order, row));
        return {};
    });
}

bool comes_before(const Order& order, const ListPlace& a, const ListPlace& b) {
    const auto key = [](const ListPlace& place) {
        return std::tie(place.number, place.text, place.id, place.branch);
    };
    return order.descending ? key(b) < key(a) : key(a) < key(b);
}

/// The places of a window over all branches, in order.
Result<std::vector<ListPlace>> places_in(Queries queries, const Plan& plan, const Window& window) {
    std::vector<ListPlace> found;
    const std::span<const Id> branches { plan.query.branches };
    for (std::size_t at = 0; at < branches.size(); at += branches_per_statement) {
        const auto some
            = branches.subspan(at, std::min(branches_per_statement, branches.size() - at));
        TRY(add_places(queries, plan, window, some, found));
    }
    std::ranges::sort(found, [&](const auto& a, const auto& b) {
        return comes_before(plan.order, a, b);
    });
    return found;
}

/// Where looking for a text stops in this part: the first place at which one of the branches has
/// had its share of rows looked through. None when all of them end before.
Result<std::optional<ListPlace>> search_end(Queries queries, const Plan& plan, Part part) {
    if (!plan.is_reading || plan.query.branches.empty()) {
        return std::optional<ListPlace> {};
    }
    const auto share
        = std::max<std::size_t>(plan.query.search_rows / plan.query.branches.size(), 1);
    const Window last { .part = part, .offset = share - 1, .limit = 1, .has_any_text = true };
    auto ends = TRY(places_in(queries, plan, last));
    return ends.empty() ? std::nullopt : std::optional { std::move(ends.front()) };
}

/// The places of a page and one more, when there is one.
struct Found {
    std::vector<ListPlace> places;
    std::optional<ListPlace> end; ///< where looking for a text stopped
};

/// Adds the first places of one part, at most as many as the page still takes.
Result<void> add_part(Queries queries, const Plan& plan, Part part, Found& found) {
    found.end = TRY(search_end(queries, plan, part));
    const auto room = plan.query.limit + 1 - found.places.size();
    const Window window { .part = part, .end = found.end, .limit = plan.query.limit + 1 };
    auto places = TRY(places_in(queries, plan, window));
    places.resize(std::min(places.size(), room));
    std::ranges::move(places, std::back_inserter(found.places));
    return {};
}

Result<Found> places_of(Queries queries, const Plan& plan) {
    Found found;
    const bool only_empty_left
        = plan.after && plan.order.may_be_empty() && plan.after->type == ListPlace::Type::null;
    if (!only_empty_left) {
        TRY(add_part(queries, plan, Part::valued, found));
    }
    const bool goes_on = !found.end && found.places.size() <= plan.query.limit;
    if (plan.order.may_be_empty() && goes_on) {
        TRY(add_part(queries, plan, Part::empty, found));
    }
    return found;
}

/// Reads the rows of the page, in the order of their places.
Result<std::vector<Loaded>>
rows_of(const RecordTable& table, Queries queries, std::span<const ListPlace> places) {
    std::unordered_map<Id, std::vector<Id>> by_branch;
    for (const auto& place : places) {
        by_branch[place.branch].push_back(place.id);
    }
    Conditions conditions;
    for (const auto& [branch, ids] : by_branch) {
        conditions.sql += conditions.sql.empty() ? " WHERE " : " OR ";
        conditions.sql += "(t.branch_id = " + conditions.place(branch) + " AND t.id IN (";
        for (const auto id : ids) {
            conditions.sql += (id == ids.front() ? "" : ", ") + conditions.place(id);
        }
        conditions.sql += "))";
    }
    std::unordered_map<Id, Loaded> found;
    TRY(table
            .select(queries, conditions.sql, conditions.params, [&](Loaded loaded) -> Result<void> {
                found.emplace(loaded.head.id, std::move(loaded));
                return {};
            }));
    std::vector<Loaded> rows;
    rows.reserve(places.size());
    for (const auto& place : places) {
        if (auto row = found.extract(place.id)) {
            rows.push_back(std::move(row.mapped()));
        }
    }
    return rows;
}

} // namespace

Result<Page> list(
    const RecordTable& table, const crypto::Vault& vault, Queries queries, const ListQuery& query
) {
    const auto plan = TRY(plan_of(table, vault, queries, query));
    auto [places, end] = TRY(places_of(queries, plan));
    Page page;
    if (places.size() > query.limit) {
        places.resize(query.limit);
        page.next = write_cursor(vault, plan.name, places.back());
    } else if (end) {
        page.next = write_cursor(vault, plan.name, *end);
        page.searched = query.search_rows;
    }
    if (!places.empty()) {
        page.rows = TRY(rows_of(table, queries, places));
    }
    return page;
}

Result<void> list_all(
    const RecordTable& table,
    const crypto::Vault& vault,
    Queries queries,
    ListQuery query,
    FunctionRef<Result<void>(std::vector<Loaded>& rows)> sink
) {
    do {
        auto page = TRY(list(table, vault, queries, query));
        if (!page.rows.empty()) {
            TRY(sink(page.rows));
        }
        query.cursor = std::move(page.next);
    } while (!query.cursor.empty());
    return {};
}

} // namespace boai::record
