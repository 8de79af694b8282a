/// \file
/// Matching: lines of a statement against entries of the book, each match with its reason. Pure: no
/// database, no clock; the same for any order of the input.
#pragma once

#include "base/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace boai::reconciliation {

/// A line of a statement. Texts are borrowed.
struct Line {
    std::int64_t id = 0; ///< unique; ties go to the lower one
    Day day;
    std::int64_t amount = 0; ///< in fen, never 0; below zero for money that went out
    std::int64_t fee = 0; ///< in fen, kept back by the service before it paid `amount`
    /// Its numbers as far as it has any: of the bank, of the order, of the trade.
    std::array<std::string_view, 3> references {};
    std::string_view payer {}; ///< or who was paid; may be masked
};

/// What one entry of the book does to the account the statement is of. Texts are borrowed.
struct BookEntry {
    std::int64_t id = 0; ///< unique; ties go to the lower one
    Day day;
    std::int64_t amount = 0; ///< in fen, never 0
    std::string_view reference {};
    std::string_view payer {};
    std::int64_t takes_back = none; ///< the entry that this one takes back whole

    static constexpr std::int64_t none = -1;
};

/// Why lines and entries belong together, from the surest to the least sure.
enum class Reason : std::uint8_t {
    taken_back, ///< an entry and the one that takes it back; the bank saw neither
    reference, ///< same number and amount
    payer, ///< same payer and amount, within a few days
    payer_sum, ///< the payments of one payer on one day have the sum of its entries
    only_one, ///< nothing else of this amount within a few days, and no other payer is named
    day_sum, ///< one line has the sum of the entries of one day
    net_of_fee, ///< the same, less the fee that the service kept back
};

/// What stands on a proof is matched; everything else is only suggested.
[[nodiscard]] constexpr bool is_proof(Reason reason) {
    return reason <= Reason::payer;
}

struct Match {
    Reason reason = Reason::reference;
    std::vector<std::int64_t> lines; ///< ids, ascending
    std::vector<std::int64_t> entries; ///< ids, ascending
    std::int64_t fee = 0; ///< entries less lines, in fen; 0 but for net_of_fee
};

struct Settings {
    std::int32_t window_days = 5; ///< between a line and its entry, either way
    std::size_t subset_max = 14; ///< of one payer, among which a sum is looked for
    std::size_t day_entries_max = 20'000; ///< of one day's sum
};

/// What belongs together by a number, or because one entry takes back another. Names are not
/// looked at. Takes O(n log n).
[[nodiscard]] std::vector<Match> match_exactly(
    std::span<const Line> lines, std::span<const BookEntry> entries, Settings settings = {}
);

/// What belongs together by rule, and what may: of lines and entries that are in no match yet. Each
/// line and each entry is in one match at most; those in none are open. Takes O(n log n).
[[nodiscard]] std::vector<Match> match_by_rule(
    std::span<const Line> lines, std::span<const BookEntry> entries, Settings settings = {}
);

/// Both, one after the other.
[[nodiscard]] std::vector<Match>
match(std::span<const Line> lines, std::span<const BookEntry> entries, Settings settings = {});

} // namespace boai::reconciliation
