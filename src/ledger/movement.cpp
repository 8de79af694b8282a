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

bool is_alike(const Line& one, const Line& other) {
    return one.fund.id == other.fund.id && one.commodity == other.commodity;
}

Movement movement(const Line& debit, const Line& credit, std::int64_t amount) {
    return { .fund = debit.fund,
             .commodity = debit.commodity,
             .debit = debit.account,
             .credit = credit.account,
             .amount = amount,
             .flow = flow_of(debit.account, credit.account) };
}

/// Pairs a line with what is open on the other side; returns what is left of it.
std::int64_t
pair_off(const Line& line, std::vector<Open>& others, std::vector<Movement>& movements) {
    const bool is_debit = line.amount > 0;
    auto left = is_debit ? line.amount : -line.amount;
    for (auto& other : others) {
        const auto amount = is_alike(line, *other.line) ? std::min(left, other.left) : 0;
        if (amount > 0) {
            const auto& debit = is_debit ? line : *other.line;
            const auto& credit = is_debit ? *other.line : line;
            movements.push_back(movement(debit, credit, amount));
            left -= amount;
            other.left -= amount;
        }
    }
    return left;
}

} // namespace

std::vector<Movement> movements_of(std::span<const Line> lines) {
    std::vector<Movement> movements;
    std::vector<Open> debits;
    std::vector<Open> credits;
    for (const auto& line : lines) {
        const bool is_debit = line.amount > 0;
        const auto left = pair_off(line, is_debit ? credits : debits, movements);
        if (left > 0) {
            (is_debit ? debits : credits).push_back({ &line, left });
        }
    }
    return movements;
}

} // namespace boai::ledger
