/// \file
/// Finds what of a plan is in the book already, or twice in the file.
#pragma once

#include "exchange/gift_plan.hpp"

namespace boai::exchange {

/// Gives each gift its keyed fingerprint: SipHash-2-4 of donor, amount and day.
void mark_fingerprints(std::span<PlannedGift> gifts, const std::array<unsigned char, 16>& key);

/// One digest of all gifts with their reference numbers, the same in any order.
[[nodiscard]] std::string content_digest(std::span<const PlannedGift> gifts);

/// Asks the book and sets the states, duplicates, doubts and `same_file` of the plan. A gift with
/// a reference number is judged by that alone; one without is doubtful as often as the book holds
/// its fingerprint. Honest repeats inside the file are left alone.
/// Errors: those of `known`.
[[nodiscard]] Result<void> mark_repeats(ImportPlan& plan, const KnownGifts* known);

}  // namespace boai::exchange
