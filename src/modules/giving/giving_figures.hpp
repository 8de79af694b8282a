/// \file
/// The income figures: what was given, less what was given back.
#pragma once

#include "figures/figure.hpp"
#include "modules/giving/gift.hpp"

namespace boai::giving {

/// The key of unrestricted gifts under the dimension "purpose".
inline constexpr std::string_view unrestricted_key = "unrestricted";
inline constexpr figures::KeyWord purpose_words[]
    = { { unrestricted_key, { "非定向", "Unrestricted" } } };

/// Gifts in cash less refunds and reversals, in fen, by the day of each entry.
extern const figures::Definition income_amount;
/// Number of gifts less those reversed.
extern const figures::Definition income_gifts;

/// Posts an entry that belongs to a gift.
void post_income(
    storage::Transaction& tx,
    figures::Place place,
    const Gift& gift,
    Money amount,
    std::int64_t gifts
);

}  // namespace boai::giving
