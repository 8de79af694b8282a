#include "ledger/movement.hpp"

#include "ledger/account.hpp"

#include <algorithm>

namespace boai::ledger {
namespace {

bool moves_money(std::string_view account) {
    const auto* found = find_account(account);
    return found != nullptr && found->money;
}

Flow flow_of(std::string_view debit, std::string_view credit) {
    const bool comes = moves_money(debit);
    const bool goes = moves_money(credit);
    if (comes == goes) {
        return Flow::none;
    }
    return comes ? Flow::in : Flow::out;
}

/// A line of which a part is still to be paired.
struct Open {
    const Line* line;
    std::int64_t left; ///< above zero
};

} // namespace

std::vector<Movement> movements_of(std::span<const Line> lines) {
    std::vector<Movement> movements;
    std::vector<Open> debits;
    std::vector<Open> credits;
    for (const auto& line : lines) {
        const bool is_debit = line.amount > 0;
        auto left = is_debit ? line.amount : -line.amount;
        for (auto& other : is_debit ? credits : debits) {
            if (left == 0) {
                break;
            }
            const bool fits
                = other.line->fund.id == line.fund.id && other.line->commodity == line.commodity;
            const auto amount = fits ? std::min(left, other.left) : 0;
            if (amount == 0) {
                continue;
            }
            const auto& debit = is_debit ? line : *other.line;
            const auto& credit = is_debit ? *other.line : line;
            movements.push_back({ .fund = line.fund,
                                  .commodity = line.commodity,
                                  .debit = debit.account,
                                  .credit = credit.account,
                                  .amount = amount,
                                  .flow = flow_of(debit.account, credit.account) });
            left -= amount;
            other.left -= amount;
        }
        if (left > 0) {
            (is_debit ? debits : credits).push_back({ &line, left });
        }
    }
    return movements;
}

} // namespace boai::ledger
