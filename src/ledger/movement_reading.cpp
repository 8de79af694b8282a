#include "ledger/movement_reading.hpp"

#include <array>

namespace boai::ledger {
namespace {

using storage::Param;
using storage::Row;

StoredMovement read_movement(const Row& row) {
    return { .stretch = { row.number(0), row.number(1) },
             .entry = static_cast<std::uint64_t>(row.number(2)),
             .kind = static_cast<EntryKind>(row.number(3)),
             .source = row.id(4),
             .day = row.day(5),
             .offset = row.number(6) };
}

constexpr std::string_view columns
    = "SELECT position, amount, entry, kind, source, day, entry_offset FROM ledger_movement "
      "WHERE branch_id = $1 AND fund = $2 AND commodity = $3 AND flow = $4";

} // namespace

Result<std::vector<StoredMovement>> movements_over(Queries queries, const Place& place, Flow flow) {
    std::vector<StoredMovement> found;
    const auto keep = [&](const Row& row) -> Result<void> {
        auto movement = read_movement(row);
        if (overlap(movement.stretch, place.stretch).length > 0) {
            found.push_back(movement);
        }
        return {};
    };
    const std::array before {
        Param { place.branch },           Param { place.fund },         Param { place.commodity },
        Param { static_cast<int>(flow) }, Param { place.stretch.from },
    };
    // The greatest position before the stretch may reach into it.
    static const std::string one_before
        = std::string { columns } + " AND position < $5 ORDER BY position DESC, entry DESC LIMIT 1";
    TRY(queries(one_before, before, keep));
    const std::array within {
        before[0],
        before[1],
        before[2],
        before[3],
        before[4],
        Param { place.stretch.end() },
        Param { movements_max },
    };
    static const std::string all_within = std::string { columns }
        + " AND position >= $5 AND position < $6 ORDER BY position, entry, line LIMIT $7";
    TRY(queries(all_within, within, keep));
    return found;
}

Result<std::vector<StoredMovement>>
movements_of_source(Queries queries, const Place& begin, Id source) {
    const std::array params {
        Param { begin.branch },       Param { begin.fund },
        Param { begin.commodity },    Param { static_cast<int>(Flow::out) },
        Param { begin.stretch.from }, Param { movements_max },
    };
    std::vector<StoredMovement> found;
    bool ended = false;
    static const std::string sql
        = std::string { columns } + " AND position >= $5 ORDER BY position, entry, line LIMIT $6";
    // An outflow's movements follow one another, so the first of another source is the end.
    static const Error enough { Errc::over_limit, {}, {} };
    auto read = queries(sql, params, [&](const Row& row) -> Result<void> {
        const auto movement = read_movement(row);
        if (movement.source != source) {
            ended = true;
            return std::unexpected(enough);
        }
        found.push_back(movement);
        return {};
    });
    if (!read && !ended) {
        return std::unexpected(std::move(read).error());
    }
    return found;
}

Result<std::vector<StoredLink>> links_of(Queries queries, Id branch, Id source, Flow flow) {
    const std::array params { Param { branch },
                              Param { source },
                              Param { static_cast<int>(flow) } };
    std::vector<StoredLink> found;
    TRY(queries(
        "SELECT entry_offset, length, to_branch, to_fund, commodity, to_position FROM ledger_link "
        "WHERE branch_id = $1 AND source = $2 AND flow = $3 ORDER BY entry_offset",
        params,
        [&](const Row& row) -> Result<void> {
            found.push_back({ row.number(0),
                              { row.id(2),
                                row.id(3),
                                { row.number(5), row.number(1) },
                                std::string { row.text(4) } } });
            return {};
        }
    ));
    return found;
}

Result<std::string> title_of_source(Queries queries, Id branch, Id source) {
    const std::array params { Param { branch }, Param { source } };
    std::string title;
    TRY(queries(
        "SELECT title FROM ledger_title WHERE branch_id = $1 AND source = $2",
        params,
        [&](const Row& row) -> Result<void> {
            title = row.text(0);
            return {};
        }
    ));
    return title;
}

} // namespace boai::ledger
