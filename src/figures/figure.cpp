#include "figures/figure.hpp"

#include <array>

namespace boai::figures {
namespace {

using storage::Kind;
using storage::Param;
using storage::Row;

const storage::SumShape daily { "figure_daily",
                                { { "branch_id" },
                                  { "figure", Kind::text },
                                  { "dimension", Kind::text },
                                  { "key", Kind::text },
                                  { "day" } },
                                "value" };

/// "$3, $4, $5" for the branches, appended to `params`.
std::string places_for(const std::vector<Id>& branches, std::vector<Param>& params) {
    std::string places;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return places.empty() ? "NULL" : places;
}

bool is_whole(std::string_view dimension) {
    return dimension.empty() || dimension == "day" || dimension == "branch";
}

std::string_view group_of(std::string_view dimension) {
    if (dimension == "day") {
        return "day";
    }
    return dimension == "branch" ? "branch_id" : "key";
}

std::string key_text(std::string_view dimension, const Row& row) {
    if (dimension == "day") {
        return to_string(row.day(0));
    }
    return dimension == "branch" ? to_string(row.id(0)) : std::string { row.text(0) };
}

std::string describe(const Cell& cell, std::int64_t posted, std::int64_t counted) {
    return "branch " + to_string(cell.branch) + " " + to_string(cell.day) + " "
        + (cell.dimension.empty() ? "whole" : cell.dimension + " " + cell.key) + ": posted "
        + std::to_string(posted) + ", counted " + std::to_string(counted);
}

}  // namespace

std::string_view name_of(Unit unit) {
    switch (unit) {
    case Unit::fen:
        return "fen";
    case Unit::count:
        return "count";
    case Unit::minutes:
        return "minutes";
    }
    return "count";
}

void post(
    storage::Transaction& tx, const Definition& figure, const Place& place, std::int64_t delta
) {
    const auto add = [&](std::string_view dimension, std::string_view key) {
        const std::array cell { Param { place.branch },
                                Param { figure.name },
                                Param { dimension },
                                Param { key },
                                Param { place.day } };
        tx.add(daily, cell, delta);
    };
    add("", "");
    for (const auto& [dimension, key] : place.under) {
        add(dimension, key);
    }
}

Result<std::vector<Line>> ask(Queries queries, const Question& question) {
    const auto dimension = is_whole(question.dimension) ? std::string_view {} : question.dimension;
    std::vector<Param> params { question.figure, dimension, question.from, question.to };
    const auto places = places_for(question.branches, params);
    const auto group = std::string { group_of(question.dimension) };
    // With the key given, the days asked for are one range of the primary key.
    const std::string only_key = dimension.empty() ? " AND key = ''" : "";
    std::vector<Line> lines;
    const auto sql = "SELECT " + group
        + ", CAST(sum(value) AS BIGINT) FROM figure_daily WHERE branch_id IN (" + places
        + ") AND figure = $1 AND dimension = $2 AND day BETWEEN $3 AND $4" + only_key + " GROUP BY "
        + group + " HAVING sum(value) <> 0 ORDER BY " + group;
    TRY(queries(sql, params, [&](const Row& row) -> Result<void> {
        lines.push_back({ key_text(question.dimension, row), row.number(1) });
        return {};
    }));
    return lines;
}

Result<std::int64_t> total(Queries queries, const Question& question) {
    std::int64_t sum = 0;
    for (const auto& line : TRY(ask(queries, question))) {
        sum += line.value;
    }
    return sum;
}

Result<std::vector<std::string>>
compare(Queries queries, const Definition& figure, std::size_t count_max) {
    auto counted = TRY(figure.recount(queries));
    std::vector<std::string> differences;
    const auto differ = [&](const Cell& cell, std::int64_t posted, std::int64_t recount) {
        if (posted != recount && differences.size() < count_max) {
            differences.push_back(describe(cell, posted, recount));
        }
    };
    const std::array params { Param { figure.name } };
    TRY(queries(
        "SELECT branch_id, dimension, key, day, value FROM figure_daily WHERE figure = $1",
        params,
        [&](const Row& row) -> Result<void> {
            const Cell cell {
                row.id(0), std::string { row.text(1) }, std::string { row.text(2) }, row.day(3)
            };
            const auto found = counted.extract(cell);
            differ(cell, row.number(4), found.empty() ? 0 : found.mapped());
            return {};
        }
    ));
    for (const auto& [cell, value] : counted) {
        differ(cell, 0, value);
    }
    return differences;
}

std::string_view tables() {
    return R"(CREATE TABLE figure_daily (
    branch_id {INT} NOT NULL,
    figure {TEXT} NOT NULL,
    dimension {TEXT} NOT NULL,
    key {TEXT} NOT NULL,
    day {INT} NOT NULL,
    value {INT} NOT NULL,
    PRIMARY KEY (branch_id, figure, dimension, key, day)
) {STRICT};
)";
}

}  // namespace boai::figures
