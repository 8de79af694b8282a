// Every move of money of a branch, for whoever discloses them.
#include "modules/spending/module.hpp"

#include <array>

namespace boai::spending {
namespace {

using modules::MoneyMove;
using modules::MoneyMoveKind;
using storage::Param;
using storage::Row;

/// When a payment or an allocation went through a step stands in its history.
constexpr std::string_view payments_sql
    = "SELECT coalesce(p.purpose, 0), h.at, p.paid_on, p.amount, p.title, p.entry, 0 FROM "
      "spending_payment p JOIN record_history h ON h.branch_id = p.branch_id AND h.record_id = "
      "p.id AND h.action = 'pay' WHERE p.branch_id = $1 AND p.paid_on IS NOT NULL";
constexpr std::string_view returns_sql
    = "SELECT coalesce(p.purpose, 0), r.created_at, r.day, r.amount, p.title, r.entry, 0 FROM "
      "spending_payment_return r JOIN spending_payment p ON p.branch_id = r.branch_id AND p.id = "
      "r.payment WHERE r.branch_id = $1";
constexpr std::string_view sent_sql
    = "SELECT coalesce(a.purpose, 0), max(h.at), a.sent_on, a.amount, a.title, a.entry, "
      "a.to_branch FROM spending_allocation a JOIN record_history h ON h.branch_id = a.branch_id "
      "AND h.record_id = a.id AND h.action = 'send' WHERE a.branch_id = $1 AND a.sent_on IS NOT "
      "NULL GROUP BY a.id, a.purpose, a.sent_on, a.amount, a.title, a.entry, a.to_branch";
constexpr std::string_view back_sql
    = "SELECT coalesce(a.purpose, 0), h.at, a.answered_on, a.amount, a.title, NULL, a.to_branch "
      "FROM spending_allocation a JOIN record_history h ON h.branch_id = a.branch_id AND "
      "h.record_id = a.id AND h.action = 'refuse' WHERE a.branch_id = $1 AND a.state = 'refused'";
constexpr std::string_view arrivals_sql
    = "SELECT coalesce(purpose, 0), created_at, day, amount, title, entry, from_branch FROM "
      "spending_arrival WHERE branch_id = $1 AND answer = 'confirmed'";
constexpr std::string_view fees_sql
    = "SELECT coalesce(purpose, 0), created_at, day, amount, '', entry, 0 FROM spending_fund_move "
      "WHERE branch_id = $1 AND kind = 'fee'";
constexpr std::string_view fees_in_sql
    = "SELECT 0, created_at, day, amount, '', entry, 0 FROM spending_fund_move WHERE branch_id = "
      "$1 AND kind = 'fee'";

} // namespace

Result<std::vector<MoneyMove>> read_money_moves(record::Queries queries, Id branch) {
    std::vector<MoneyMove> moves;
    const std::array params { Param { branch } };
    for (const auto& [kind, sql] : { std::pair { MoneyMoveKind::payment, payments_sql },
                                     std::pair { MoneyMoveKind::payment_return, returns_sql },
                                     std::pair { MoneyMoveKind::allocation, sent_sql },
                                     std::pair { MoneyMoveKind::allocation_return, back_sql },
                                     std::pair { MoneyMoveKind::arrival, arrivals_sql },
                                     std::pair { MoneyMoveKind::fee, fees_sql },
                                     std::pair { MoneyMoveKind::fee_in, fees_in_sql } }) {
        TRY(queries(sql, params, [&](const Row& row) -> Result<void> {
            MoneyMove move { .kind = kind, .branch = branch };
            move.purpose = row.id(0);
            move.at = { row.number(1) };
            move.day = row.day(2);
            move.amount = row.money(3);
            move.title = row.text(4);
            if (!row.is_null(5)) {
                move.entry = row.number(5);
            }
            move.other = row.id(6);
            moves.push_back(std::move(move));
            return {};
        }));
    }
    return moves;
}

} // namespace boai::spending
