/// \file
/// NaiveLedger: the same rules in the plainest way, every piece of money in a queue.
#pragma once

#include "base/id.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

namespace boai::ledger::test {

/// Money that came in together and has not been parted since.
struct Piece {
    std::int64_t inflow = 0; ///< the entry by which it came into this fund
    std::int64_t gift = 0; ///< the gift it once was
    std::int64_t amount = 0;
    bool after_fee = false; ///< kept back for the office; the donor's trace ended there
};

using Pieces = std::vector<Piece>;

struct NaiveFund {
    std::map<std::string, std::int64_t> accounts;
    std::deque<Piece> queue;
};

/// The oldest pieces that make up `amount`; there must be as much.
inline Pieces take_oldest(NaiveFund& fund, std::int64_t amount) {
    Pieces taken;
    while (amount > 0) {
        auto& front = fund.queue.front();
        const auto part = std::min(front.amount, amount);
        taken.push_back({ front.inflow, front.gift, part, front.after_fee });
        front.amount -= part;
        amount -= part;
        if (front.amount == 0) {
            fund.queue.pop_front();
        }
    }
    return taken;
}

/// Takes `amount` from the end of pieces.
inline Pieces take_newest(Pieces& pieces, std::int64_t amount) {
    Pieces taken;
    while (amount > 0) {
        auto& back = pieces.back();
        const auto part = std::min(back.amount, amount);
        taken.insert(taken.begin(), { back.inflow, back.gift, part, back.after_fee });
        back.amount -= part;
        amount -= part;
        if (back.amount == 0) {
            pieces.pop_back();
        }
    }
    return taken;
}

inline void put(NaiveFund& fund, const Pieces& pieces, std::int64_t inflow) {
    for (const auto& piece : pieces) {
        fund.queue.push_back({ inflow, piece.gift, piece.amount, piece.after_fee });
    }
}

inline std::int64_t sum_of(const Pieces& pieces) {
    std::int64_t sum = 0;
    for (const auto& piece : pieces) {
        sum += piece.amount;
    }
    return sum;
}

struct NaiveGift {
    Id branch;
    Id fund;
    std::int64_t amount = 0;
    std::int64_t position = 0;
    std::int64_t returned = 0;
};

struct NaivePayment {
    Id branch;
    Id fund;
    std::int64_t amount = 0;
    std::int64_t position = 0;
    std::int64_t returned = 0;
    Pieces original;
    Pieces standing; ///< without what came back
};

struct NaiveAllocation {
    Id from;
    Id to;
    Id fund;
    std::int64_t amount = 0;
    std::int64_t position = 0;
    bool confirmed = false;
    Pieces pieces;
};

struct NaiveLedger {
    std::map<std::pair<Id, Id>, NaiveFund> funds;
    std::map<std::int64_t, NaiveGift> gifts;
    std::map<std::int64_t, NaivePayment> payments;
    std::map<std::int64_t, NaivePayment> fees;
    std::map<std::int64_t, NaiveAllocation> allocations;

    /// What of a gift's own money lies where it came in.
    [[nodiscard]] std::int64_t own_left(std::int64_t gift) {
        const auto& given = gifts.at(gift);
        std::int64_t left = 0;
        for (const auto& piece : funds[{ given.branch, given.fund }].queue) {
            left += piece.inflow == gift ? piece.amount : 0;
        }
        return left;
    }

    void give_back(std::int64_t gift, std::int64_t amount) {
        auto& given = gifts.at(gift);
        auto& queue = funds[{ given.branch, given.fund }].queue;
        const auto piece = std::ranges::find(queue, gift, &Piece::inflow);
        piece->amount -= amount;
        given.returned += amount;
        if (piece->amount == 0) {
            queue.erase(piece);
        }
    }

    /// How much of a gift each payment and fee used.
    [[nodiscard]] std::map<std::int64_t, std::int64_t> uses_of(std::int64_t gift) const {
        std::map<std::int64_t, std::int64_t> uses;
        const auto add = [&](std::int64_t source, const Pieces& pieces) {
            for (const auto& piece : pieces) {
                if (piece.gift == gift && !piece.after_fee) {
                    uses[source] += piece.amount;
                }
            }
        };
        for (const auto& [source, payment] : payments) {
            add(source, payment.standing);
        }
        for (const auto& [source, fee] : fees) {
            add(source, fee.standing);
        }
        return uses;
    }

    [[nodiscard]] std::int64_t in_transit(std::int64_t gift) const {
        std::int64_t amount = 0;
        for (const auto& [source, allocation] : allocations) {
            for (const auto& piece : allocation.pieces) {
                const bool counts = !allocation.confirmed && piece.gift == gift && !piece.after_fee;
                amount += counts ? piece.amount : 0;
            }
        }
        return amount;
    }

    [[nodiscard]] std::int64_t held(std::int64_t gift) const {
        std::int64_t amount = 0;
        for (const auto& [key, fund] : funds) {
            for (const auto& piece : fund.queue) {
                amount += piece.gift == gift && !piece.after_fee ? piece.amount : 0;
            }
        }
        return amount;
    }
};

} // namespace boai::ledger::test
