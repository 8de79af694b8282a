#include "modules/emergency/board_view.hpp"

#include "modules/emergency/limits.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace boai::emergency {
namespace {

using record::Loaded;
using storage::Param;
using storage::Row;

constexpr std::int64_t hour_ms = 3'600'000;

/// SQL with the branches of a scope and one thing more as its parameters.
class Asking {
public:
    explicit Asking(const std::vector<Id>& branches) {
        for (const auto branch : branches) {
            branches_ += (branches_.empty() ? "" : ", ") + place(branch);
        }
    }

    /// "$1, $2, ..." of the branches.
    [[nodiscard]] const std::string& branches() const { return branches_; }

    std::string place(Param value) {
        params_.push_back(value);
        return "$" + std::to_string(params_.size());
    }

    [[nodiscard]] const std::vector<Param>& params() const { return params_; }

private:
    std::string branches_;
    std::vector<Param> params_;
};

/// Replaces "{}" by the branches and "{campaign}" by the campaign.
std::string filled(std::string_view pattern, Asking& asking, Id campaign) {
    std::string sql { pattern };
    if (const auto at = sql.find("{campaign}"); at != std::string::npos) {
        sql.replace(at, std::string_view { "{campaign}" }.size(), asking.place(campaign));
    }
    sql.replace(sql.find("{}"), 2, asking.branches());
    return sql;
}

struct BacklogKind {
    std::string_view name;
    Text title;
    std::string_view record;
    std::string_view sql; ///< count, and since when the first of them waits in milliseconds
};

// What the desks themselves leave undone; what waits of the fund is told by spending.
constexpr std::array backlog_kinds {
    BacklogKind { "receipts",
                  { "作废后待补开票据", "Receipts to issue anew" },
                  "giving.gift",
                  "SELECT count(*), coalesce(min(t.updated_at), 0) FROM giving_gift t WHERE "
                  "t.branch_id IN ({}) AND t.campaign = {campaign} AND t.campaign IS NOT NULL AND "
                  "t.receipt_state = 'voided' AND t.state IN ('recorded', 'partly_refunded')" },
    BacklogKind { "goods_receipts",
                  { "作废后待补开票据（捐物）", "Receipts of goods to issue anew" },
                  "giving.goods_gift",
                  "SELECT count(*), coalesce(min(t.updated_at), 0) FROM giving_goods_gift t WHERE "
                  "t.branch_id IN ({}) AND t.campaign = {campaign} AND t.campaign IS NOT NULL AND "
                  "t.receipt_state = 'voided' AND t.state IN ('accepted', 'delivered')" },
    BacklogKind { "goods_to_count",
                  { "捐物待清点", "Goods to count" },
                  "giving.goods_gift",
                  "SELECT count(*), coalesce(min(t.created_at), 0) FROM giving_goods_gift t WHERE "
                  "t.branch_id IN ({}) AND t.campaign = {campaign} AND t.campaign IS NOT NULL AND "
                  "t.state = 'listed'" },
    BacklogKind { "goods_to_accept",
                  { "捐物待入库或交付", "Goods to accept or deliver" },
                  "giving.goods_gift",
                  "SELECT count(*), coalesce(min(t.updated_at), 0) FROM giving_goods_gift t WHERE "
                  "t.branch_id IN ({}) AND t.campaign = {campaign} AND t.campaign IS NOT NULL AND "
                  "t.state = 'counted'" },
    BacklogKind { "notices",
                  { "支付通知待处理", "Payment notices to settle" },
                  "giving.payment_notice",
                  "SELECT count(*), coalesce(min(t.created_at), 0) FROM giving_payment_notice t "
                  "WHERE t.branch_id IN ({}) AND t.outcome = 'waiting'" },
};

Result<std::vector<Backlog>> view_backlog(const BoardScope& scope, Id campaign) {
    std::vector<Backlog> backlog;
    for (const auto& kind : backlog_kinds) {
        Asking asking { scope.branches };
        const auto sql = filled(kind.sql, asking, campaign);
        TRY(scope.queries(sql, asking.params(), [&](const Row& row) -> Result<void> {
            auto& found = backlog.emplace_back(Backlog { kind.name, kind.title, kind.record });
            found.count = row.number(0);
            if (found.count > 0) {
                found.oldest = Instant { row.number(1) };
            }
            return {};
        }));
    }
    return backlog;
}

/// Sums of the whole and of today, less what was given back.
Result<void> add_sums(const BoardScope& scope, Id campaign, Board& board) {
    Asking asking { scope.branches };
    const auto today = asking.place(local_day(scope.now));
    const auto sql = filled(
        "SELECT count(*), CAST(coalesce(sum(t.amount - t.refunded), 0) AS BIGINT), "
        "CAST(coalesce(sum(CASE WHEN t.day = "
            + today
            + " THEN 1 ELSE 0 END), 0) AS BIGINT), CAST(coalesce(sum(CASE WHEN t.day = " + today
            + " THEN t.amount - t.refunded ELSE 0 END), 0) AS BIGINT) FROM giving_gift t WHERE "
              "t.branch_id IN ({}) AND t.campaign = {campaign} AND t.campaign IS NOT NULL AND "
              "t.state <> 'reversed'",
        asking,
        campaign
    );
    return scope.queries(sql, asking.params(), [&](const Row& row) -> Result<void> {
        board.all = { row.number(0), row.number(1) };
        board.today = { row.number(2), row.number(3) };
        return {};
    });
}

/// What was entered in the hours drawn, by hour and by officer. Of gifts of the last days alone,
/// which an index finds: a desk enters what it is given, a list of older gifts is no intake.
Result<void> add_intake(const BoardScope& scope, Id campaign, Board& board) {
    const auto hour = scope.now.milliseconds / hour_ms;
    const auto first = hour - hours_drawn + 1;
    board.hours.resize(static_cast<std::size_t>(hours_drawn));
    std::map<Id, Desk> desks;
    Asking asking { scope.branches };
    auto sql = filled(
        "SELECT t.created_at, t.created_by, t.amount - t.refunded FROM giving_gift t WHERE "
        "t.branch_id IN ({}) AND t.campaign = {campaign} AND t.campaign IS NOT NULL AND t.state <> "
        "'reversed'",
        asking,
        campaign
    );
    sql += " AND t.day >= " + asking.place(local_day(Instant { first * hour_ms }) + -1);
    sql += " AND t.created_at >= " + asking.place(Instant { first * hour_ms });
    TRY(scope.queries(sql, asking.params(), [&](const Row& row) -> Result<void> {
        const Instant at { row.number(0) };
        const auto index
            = std::clamp<std::int64_t>((at.milliseconds / hour_ms) - first, 0, hours_drawn - 1);
        auto& drawn = board.hours[static_cast<std::size_t>(index)];
        auto& desk = desks[row.id(1)];
        for (auto* sum : { &drawn, &desk.intake }) {
            ++sum->gifts;
            sum->amount += row.number(2);
        }
        desk.officer = row.id(1);
        desk.last = std::max(desk.last, at);
        return {};
    }));
    for (const auto& [officer, desk] : desks) {
        board.desks.push_back(desk);
    }
    std::ranges::sort(board.desks, std::greater {}, &Desk::last);
    return {};
}

Result<void> add_campaign(const BoardScope& scope, Id campaign, Board& board) {
    const std::array params { Param { campaign } };
    return scope.queries(
        "SELECT name, coalesce(purpose, 0) FROM giving_campaign WHERE id = $1",
        params,
        [&](const Row& row) -> Result<void> {
            board.campaign = row.text(0);
            board.purpose = row.id(1);
            return {};
        }
    );
}

} // namespace

Result<std::vector<StoredEmergency>> view_emergencies(const BoardScope& scope) {
    std::vector<StoredEmergency> found;
    const Asking asking { scope.branches };
    const auto tail = " WHERE t.branch_id IN (" + asking.branches()
        + ") ORDER BY CASE t.state WHEN 'open' THEN 0 ELSE 1 END, t.began_on DESC, t.id DESC";
    TRY(scope.registry.table(emergency_type)
            .select(
                scope.queries,
                tail,
                asking.params(),
                [&](const Loaded& loaded) -> Result<void> {
                    found.push_back({ loaded.head, loaded.as<Emergency>() });
                    return {};
                }
            ));
    return found;
}

Result<std::optional<Day>>
last_disclosed(const BoardScope& scope, const StoredEmergency& emergency) {
    std::optional<Day> last;
    if (scope.registry.find_record("giving.disclosure_notice") == nullptr) {
        return last;
    }
    const std::array params { Param { emergency.head.branch }, Param { emergency.value.campaign } };
    TRY(scope.queries(
        "SELECT max(published_on) FROM giving_disclosure_notice WHERE branch_id = $1 AND state = "
        "'published' AND (campaign IS NULL OR campaign = $2) HAVING max(published_on) IS NOT NULL",
        params,
        [&](const Row& row) -> Result<void> {
            last = row.day(0);
            return {};
        }
    ));
    return last;
}

Result<DutyCoverage>
view_duty(const BoardScope& scope, const StoredEmergency& emergency, std::vector<DutyLine>* log) {
    std::vector<DutyMark> marks;
    std::vector<DutyLine> lines;
    const std::array params { Param { emergency.head.branch }, Param { emergency.head.id } };
    TRY(scope.registry.table(duty_entry_type)
            .select(
                scope.queries,
                " WHERE t.branch_id = $1 AND t.emergency = $2 ORDER BY t.id",
                params,
                [&](const Loaded& loaded) -> Result<void> {
                    const auto& entry = loaded.as<DutyEntry>();
                    marks.push_back({ entry.kind, entry.officer, loaded.head.created_at });
                    lines.push_back({ loaded.head.id, marks.back(), entry.text });
                    return {};
                }
            ));
    if (log != nullptr) {
        std::ranges::reverse(lines);
        lines.resize(std::min(lines.size(), duty_entries_shown_max));
        *log = std::move(lines);
    }
    const auto until = emergency.value.ended_at.value_or(scope.now);
    return coverage_of(marks, emergency.head.created_at, until);
}

Result<Board>
view_board(const BoardScope& scope, Id emergency, const modules::ReadMoneyWaiting& read_waiting) {
    const auto loaded
        = TRY(scope.registry.table(emergency_type).load_in(scope.queries, scope.branches, emergency)
        );
    Board board { .emergency = { loaded.head, loaded.as<Emergency>() } };
    const auto campaign = board.emergency.value.campaign;
    TRY(add_campaign(scope, campaign, board));
    TRY(add_sums(scope, campaign, board));
    TRY(add_intake(scope, campaign, board));
    board.backlog = TRY(view_backlog(scope, campaign));
    if (read_waiting) {
        board.money = TRY(
            read_waiting({ scope.queries, scope.branches, board.purpose, local_day(scope.now) })
        );
    }
    board.duty = TRY(view_duty(scope, board.emergency, &board.log));
    board.disclosed_on = TRY(last_disclosed(scope, board.emergency));
    board.clock = disclosure_clock(
        board.emergency.value.began_on, board.disclosed_on, local_day(scope.now)
    );
    return board;
}

} // namespace boai::emergency
