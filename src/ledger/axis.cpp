#include "ledger/axis.hpp"

#include "base/money.hpp"
#include "ledger/tables.hpp"

#include <algorithm>
#include <array>

namespace boai::ledger {
namespace {

using storage::Param;
using storage::Row;
using storage::Transaction;

std::array<Param, 4> axis_key(Id branch, Id fund, std::string_view commodity, AxisMark mark) {
    return {
        Param { branch }, Param { fund }, Param { commodity }, Param { static_cast<int>(mark) }
    };
}

/// An axis while one entry is placed on it.
struct Axis {
    Id branch;
    Fund fund;
    std::string_view commodity;
    std::int64_t end = 0;
    std::int64_t cursor = 0;
    std::int64_t used = 0; ///< by the outflows of this entry so far
    std::int64_t returned = 0; ///< of the gift's own part, by this entry too
    bool knows_returned = false;
};

/// Holes read at a time: enough for any day, and little for a query.
constexpr int holes_max = 256;

/// The next holes at or behind the cursor, in order.
Result<std::vector<Stretch>> next_holes(Transaction& tx, const Axis& axis, std::int64_t from) {
    const std::array params { Param { axis.branch },    Param { axis.fund.id },
                              Param { axis.commodity }, Param { static_cast<int>(Flow::back) },
                              Param { from },           Param { holes_max } };
    std::vector<Stretch> holes;
    TRY(tx.query(
        "SELECT position, amount FROM ledger_movement WHERE branch_id = $1 AND fund = $2 AND "
        "commodity = $3 AND flow = $4 AND position >= $5 ORDER BY position LIMIT $6",
        params,
        [&](const Row& row) -> Result<void> {
            holes.push_back({ row.number(0), row.number(1) });
            return {};
        }
    ));
    return holes;
}

Result<std::int64_t> returned_of(Transaction& tx, const Axis& axis, const OwnPart& part) {
    const std::array params { Param { axis.branch },    Param { axis.fund.id },
                              Param { axis.commodity }, Param { static_cast<int>(Flow::back) },
                              Param { part.position },  Param { part.position + part.amount } };
    std::int64_t returned = 0;
    TRY(tx.query(
        "SELECT coalesce(CAST(sum(amount) AS BIGINT), 0) FROM ledger_movement WHERE branch_id = $1 "
        "AND fund = $2 AND commodity = $3 AND flow = $4 AND position >= $5 AND position < $6",
        params,
        [&](const Row& row) -> Result<void> {
            returned = row.number(0);
            return {};
        }
    ));
    return returned;
}

Result<void> take_back(Transaction& tx, Axis& axis, const OwnPart& part, Movement& movement) {
    if (!axis.knows_returned) {
        axis.returned = TRY(returned_of(tx, axis, part));
        axis.knows_returned = true;
    }
    const auto left = still_unspent({ part.position, part.amount }, axis.returned, axis.cursor);
    if (movement.amount > left.length) {
        return fail(
            Errc::conflict,
            compose(
                { "这笔捐款已有部分使用，可退金额只有 {} 元",
                  "part of this gift is used already; only {} yuan can be returned" },
                { to_string(Money { left.length }) }
            )
        );
    }
    movement.flow = Flow::back;
    movement.position = left.end() - movement.amount;
    axis.returned += movement.amount;
    return {};
}

/// The stretches an outflow takes, oldest first.
Result<std::vector<Stretch>> take_oldest(Transaction& tx, Axis& axis, std::int64_t amount) {
    std::vector<Stretch> parts;
    auto look_from = axis.cursor;
    while (amount > 0) {
        const auto holes = TRY(next_holes(tx, axis, look_from));
        const bool all = std::ssize(holes) < holes_max;
        const auto end = all ? axis.end : holes.back().end();
        auto taken = take(look_from, end, holes, amount);
        parts.insert(parts.end(), taken.parts.begin(), taken.parts.end());
        amount = taken.missing;
        axis.cursor = taken.parts.empty() ? axis.cursor : taken.cursor;
        look_from = end;
        if (all && amount > 0) {
            return fail(
                Errc::corrupt,
                compose(
                    { "资金 {} 的账位少于账户余额",
                      "the axis of fund {} holds less than its accounts" },
                    { axis.fund.code }
                )
            );
        }
    }
    return parts;
}

Result<void> place(
    Transaction& tx, const Entry& entry, Axis& axis, Movement movement, std::vector<Movement>& out
) {
    if (movement.flow == Flow::in) {
        movement.position = axis.end;
        axis.end += movement.amount;
        out.push_back(movement);
        return {};
    }
    if (entry.own_part) {
        TRY(take_back(tx, axis, *entry.own_part, movement));
        out.push_back(movement);
        return {};
    }
    const auto parts = TRY(take_oldest(tx, axis, movement.amount));
    for (const auto& part : parts) {
        movement.position = part.from;
        movement.amount = part.length;
        movement.offset = axis.used;
        axis.used += part.length;
        out.push_back(movement);
    }
    return {};
}

Result<Axis> read_axis(Transaction& tx, Id branch, const Movement& movement, bool needs_cursor) {
    const auto& fund = movement.fund;
    Axis axis { .branch = branch, .fund = fund, .commodity = movement.commodity };
    const auto end_key = axis_key(branch, fund.id, axis.commodity, AxisMark::end);
    axis.end = TRY(tx.sum(axis_sums, end_key));
    if (needs_cursor) {
        const auto cursor_key = axis_key(branch, fund.id, axis.commodity, AxisMark::cursor);
        axis.cursor = TRY(tx.sum(axis_sums, cursor_key));
    }
    return axis;
}

/// Writes where money of another day than before begins.
Result<void> note_day(Transaction& tx, const Entry& entry, const Movement& movement) {
    const auto key = axis_key(entry.branch, movement.fund.id, movement.commodity, AxisMark::day);
    const auto last = TRY(tx.sum(axis_sums, key));
    if (movement.position > 0 && last == entry.day.number) {
        return {};
    }
    tx.add(axis_sums, key, entry.day.number - last);
    const std::array row { Param { entry.branch },
                           Param { movement.fund.id },
                           Param { movement.commodity },
                           Param { movement.position },
                           Param { entry.day } };
    return tx.insert(day_rows, row);
}

} // namespace

Result<void> find_positions(Transaction& tx, const Entry& entry, std::vector<Movement>& movements) {
    const bool only_in = std::ranges::none_of(movements, [](const Movement& movement) {
        return movement.flow == Flow::out;
    });
    std::vector<Axis> axes;
    std::vector<Movement> placed;
    placed.reserve(movements.size());
    for (const auto& movement : movements) {
        if (movement.flow == Flow::none) {
            placed.push_back(movement);
            continue;
        }
        auto axis = std::ranges::find_if(axes, [&](const Axis& other) {
            return other.fund.id == movement.fund.id && other.commodity == movement.commodity;
        });
        if (axis == axes.end()) {
            axes.push_back(TRY(read_axis(tx, entry.branch, movement, !only_in)));
            axis = axes.end() - 1;
        }
        TRY(place(tx, entry, *axis, movement, placed));
    }
    movements = std::move(placed);
    return {};
}

Result<void>
advance_axes(Transaction& tx, const Entry& entry, std::span<const Movement> movements) {
    for (const auto& movement : movements) {
        const auto key = [&](AxisMark mark) {
            return axis_key(entry.branch, movement.fund.id, movement.commodity, mark);
        };
        if (movement.flow == Flow::in) {
            tx.add(axis_sums, key(AxisMark::end), movement.amount);
            TRY(note_day(tx, entry, movement));
        } else if (movement.flow == Flow::out) {
            // Forward to its end, over the holes before it.
            const auto cursor = TRY(tx.sum(axis_sums, key(AxisMark::cursor)));
            const auto end = movement.position + movement.amount;
            tx.add(axis_sums, key(AxisMark::cursor), end - cursor);
        }
    }
    return {};
}

Result<std::int64_t>
unspent_of(Transaction& tx, Id branch, Id fund, const OwnPart& part, std::string_view commodity) {
    const Movement any { .fund = { fund, {} }, .commodity = commodity };
    const auto axis = TRY(read_axis(tx, branch, any, true));
    const auto returned = TRY(returned_of(tx, axis, part));
    return still_unspent({ part.position, part.amount }, returned, axis.cursor).length;
}

} // namespace boai::ledger
