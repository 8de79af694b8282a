#include "modules/spending/waiting_steps.hpp"

#include "base/id_time.hpp"
#include "modules/spending/fund_view.hpp"
#include "modules/spending/limits.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>

namespace boai::spending {
namespace {

using storage::Param;
using storage::Row;

constexpr std::int64_t day_ms = 86'400'000;
/// Inflows of a platform read at a time.
constexpr std::int64_t inflows_at_once = 1'000;

std::string with_places(std::string_view sql, const std::string& places) {
    const auto at = sql.find("{}");
    return std::string { sql.substr(0, at) } + places + std::string { sql.substr(at + 2) };
}

Result<void>
read_sql(const WaitingQuestion& question, const Step& step, EntrySink sink, bool since_is_day) {
    std::vector<Param> params;
    const auto in = places(question.branches, params);
    return question.queries(with_places(step.sql, in), params, [&](const Row& row) -> Result<void> {
        return sink({ .branch = row.id(0),
                      .fund = row.id(2),
                      .id = row.id(1),
                      .title = std::string { row.text(5) },
                      .since = since_is_day ? row.day(3) : local_day(row.instant(3)),
                      .amount = row.number(4),
                      .alarm_days = question.alarms.days(row.id(0), row.id(2), step.alarm) });
    });
}

/// What one platform holds for one fund.
struct Holding {
    Id branch;
    Id fund;
    std::string account; ///< "1003/alipay", or "1801/1003/alipay" of an agency fund
    std::int64_t amount = 0;
};

Result<std::vector<Holding>> read_holdings(const WaitingQuestion& question) {
    std::vector<Param> params;
    const auto in = places(question.branches, params);
    std::vector<Holding> holdings;
    TRY(question.queries(
        "SELECT b.branch_id, b.fund, b.account, b.amount FROM ledger_balance b WHERE b.branch_id "
        "IN ("
            + in
            + ") AND b.commodity = 'CNY' AND b.amount > 0 AND (b.account LIKE '1003/%' OR "
              "b.account LIKE '1801/1003/%')",
        params,
        [&](const Row& row) -> Result<void> {
            holdings.push_back({ row.id(0), row.id(1), std::string { row.text(2) }, row.number(3) }
            );
            return {};
        }
    ));
    return holdings;
}

/// The days on which what is held came in, newest first, and how much of it on each: paid out was
/// the oldest, so what is left is the newest.
Result<std::map<Day, std::int64_t>> days_of(record::Queries queries, const Holding& holding) {
    std::map<Day, std::int64_t> days;
    auto left = holding.amount;
    auto before = std::numeric_limits<std::int64_t>::max();
    std::optional<Day> last;
    for (std::int64_t read = inflows_at_once; left > 0 && read == inflows_at_once;) {
        read = 0;
        const std::array params { Param { holding.branch },
                                  Param { holding.fund },
                                  Param { before },
                                  Param { holding.account },
                                  Param { inflows_at_once } };
        TRY(queries(
            "SELECT position, day, amount FROM ledger_movement WHERE branch_id = $1 AND fund = $2 "
            "AND commodity = 'CNY' AND flow = 1 AND position < $3 AND debit = $4 ORDER BY position "
            "DESC LIMIT $5",
            params,
            [&](const Row& row) -> Result<void> {
                ++read;
                before = row.number(0);
                last = row.day(1);
                const auto part = std::min(left, row.number(2));
                left -= part;
                if (part > 0) {
                    days[row.day(1)] += part;
                }
                return {};
            }
        ));
    }
    if (left > 0 && last) {
        days[*last] += left;
    }
    return days;
}

} // namespace

Result<void> read_rows(const WaitingQuestion& question, const Step& step, EntrySink sink) {
    return read_sql(question, step, sink, false);
}

Result<void> read_day_rows(const WaitingQuestion& question, const Step& step, EntrySink sink) {
    return read_sql(question, step, sink, true);
}

Result<void> read_late_gifts(const WaitingQuestion& question, const Step& step, EntrySink sink) {
    std::vector<Param> params;
    const auto in = places(question.branches, params);
    const Instant since { (question.today.number - entered_days) * day_ms };
    params.emplace_back(first_id_at(since));
    // A day in China begins eight hours before that of the moment; on the day itself is in time.
    return question.queries(
        "SELECT g.branch_id, g.fund, g.day, g.entered, count(*), CAST(sum(g.amount) AS BIGINT) "
        "FROM (SELECT branch_id, coalesce(purpose, 0) AS fund, day, (created_at + 28800000) / "
        "86400000 AS entered, amount FROM giving_gift WHERE branch_id IN ("
            + in + ") AND id >= $" + std::to_string(params.size())
            + " AND day < (created_at + 28800000) / 86400000 AND state <> 'reversed') g GROUP BY "
              "g.branch_id, g.fund, g.day, g.entered",
        params,
        [&](const Row& row) -> Result<void> {
            WaitingEntry entry { .branch = row.id(0),
                                 .fund = row.id(1),
                                 .id = {},
                                 .title = {},
                                 .since = row.day(2),
                                 .until = row.day(3),
                                 .amount = row.number(5),
                                 .alarm_days
                                 = question.alarms.days(row.id(0), row.id(1), step.alarm),
                                 .count = row.number(4) };
            return entry.is_late(question.today) ? sink(std::move(entry)) : Result<void> {};
        }
    );
}

Result<void> read_platforms(const WaitingQuestion& question, const Step& step, EntrySink sink) {
    for (const auto& holding : TRY(read_holdings(question))) {
        const auto alarm = question.alarms.days(holding.branch, holding.fund, step.alarm);
        const auto channel = holding.account.substr(holding.account.rfind('/') + 1);
        for (const auto& [day, amount] : TRY(days_of(question.queries, holding))) {
            TRY(sink({ .branch = holding.branch,
                       .fund = holding.fund,
                       .title = channel,
                       .since = day,
                       .amount = amount,
                       .alarm_days = alarm }));
        }
    }
    return {};
}

Result<void> read_unspent(const WaitingQuestion& question, const Step&, EntrySink sink) {
    for (const auto& view : TRY(view_funds(question.queries, question.branches, question.alarms))) {
        for (const auto& part : view.ages) {
            TRY(sink({ .branch = view.branch,
                       .fund = view.fund,
                       .title = {},
                       .since = part.since,
                       .amount = part.amount,
                       .alarm_days = view.idle_days }));
        }
    }
    return {};
}

} // namespace boai::spending
